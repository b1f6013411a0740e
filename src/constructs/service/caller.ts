import { type Caller as CallerFact } from '../../model/call';
import { checkDnsLabel, checkDnsName } from '../../support/dns-name';
import { fail } from '../../support/errors';
import { checkPodLabels } from '../../support/labels';
import { type IMeshNamespace } from '../mesh/mesh-namespace';

/**
 * Somebody who may call and is not a service of this app.
 *
 * @example
 *
 * orders.allowFrom(Caller.serviceAccount('billing', 'invoice-service'), { methods: [HttpMethod.GET] });
 * orders.allowFrom(Caller.namespaceNamed('support'), { reason: 'support staff look orders up with several tools' });
 *
 * @see https://istio.io/latest/docs/reference/config/security/authorization-policy/#Source
 */
export class Caller {
  /**
   * Every workload of a namespace of this app.
   *
   * @param namespace The namespace.
   */
  public static namespace(namespace: IMeshNamespace): Caller {
    return Caller.namespaceNamed(namespace.namespaceName);
  }

  /**
   * Every workload of a namespace that others own.
   *
   * Throws MSH002 when the name is not a DNS label.
   *
   * @param namespaceName Name of the namespace.
   */
  public static namespaceNamed(namespaceName: string): Caller {
    return new Caller({ kind: 'namespace', namespace: checkDnsLabel(namespaceName, 'namespace') }, undefined);
  }

  /**
   * One workload that others own, by its service account in the mesh's own trust domain.
   *
   * Throws MSH002 for a bad namespace; MSH003 for a bad service account; MSH014 for no labels; MSH038 for a bad label.
   *
   * @param namespaceName Namespace of the workload.
   * @param serviceAccountName Service account its pods run as.
   * @param podLabels Labels of its pods. Left out: its whole namespace passes the NetworkPolicy, and the identity alone decides.
   */
  public static serviceAccount(namespaceName: string, serviceAccountName: string, podLabels?: { [name: string]: string }): Caller {
    const identity = {
      namespace: checkDnsLabel(namespaceName, 'namespace'),
      serviceAccountName: checkDnsName(serviceAccountName, 'service account'),
    };
    const labels = checkPodLabels(podLabels, 'podLabels');
    return new Caller({ kind: 'account', identity, ...(labels === undefined ? {} : { podLabels: labels }) }, undefined);
  }

  /**
   * One workload, by its principal as Istio writes it. Its trust domain must be the mesh's.
   *
   * Throws MSH004 when it is not a principal. At synth: MSH100 when it belongs to another trust domain.
   *
   * @param principal Trust domain, namespace and service account, such as `cluster.local/ns/shop/sa/orders`, without wildcards.
   */
  public static principal(principal: string): Caller {
    const match = /^(?:spiffe:\/\/)?([^/*]+)\/ns\/([^/*]+)\/sa\/([^/*]+)$/.exec(principal);
    if (match === null) {
      return fail(undefined, 'MSH004', { what: 'not a principal of one workload', got: principal, allowed: 'TRUST-DOMAIN/ns/NAMESPACE/sa/SERVICE-ACCOUNT, no wildcards' });
    }
    const [, trustDomain, namespace, account] = match;
    const identity = { namespace: checkDnsLabel(namespace, 'namespace'), serviceAccountName: checkDnsName(account, 'service account') };
    return new Caller({ kind: 'account', identity }, trustDomain);
  }

  private constructor(
    /** @internal */
    public readonly _caller: CallerFact,
    /** @internal Given where the user wrote it; checked at synth, when the mesh is known. */
    public readonly _trustDomain: string | undefined,
  ) {}
}
