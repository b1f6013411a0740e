import { Construct } from 'constructs';
import { API_PORT, DIAGNOSTICS_PORT, GRPC_PORT, opaContainer } from './opa-container';
import { type OpaProps } from './opa-props';
import type { AuthorizerTarget } from '../../model/extension-provider';
import type { Port } from '../../model/service';
import { CONFIG_MAP, SERVICE_ENTRY } from '../../render/kinds';
import type { Companion } from '../../render/pod';
import { renderBesideEntry } from '../../render/service-entry';
import { checkDnsLabel } from '../../support/dns-name';
import { fail, within } from '../../support/errors';
import { emit } from '../emit';
import { namespaceOf } from '../mesh/namespace-scope';
import { _podSettings } from '../service/deployment-props';
import { type MeshService } from '../service/mesh-service';
import { ServicePort } from '../service/service-port';

/**
 * Open Policy Agent in every pod of the services that it protects, asked by their own proxies. No request leaves the pod for a decision, and
 * an OPA that fails takes its own pod with it and no other; policies take memory in every pod, and all of these are replaced when one changes.
 *
 * Emits a ConfigMap with the policies, and a ServiceEntry by which the proxies of the namespace reach it on localhost, where nobody else
 * does. The container is added to the Deployments of the services that `ExternalAuthorization.protect` names; those of others, and gateways,
 * need an `OpenPolicyAgent` with pods of its own.
 *
 * The constructor throws MSH001 without policies; MSH002 when the id is not a DNS label; MSH015 for two files of one name; MSH041, MSH042 or
 * MSH043 for a bad image or bad resources; MSH050 outside of a namespace; MSH467 for a decision that no policy makes; MSH468 for one that
 * does not deny by default; MSH469 for policies that fit in no ConfigMap.
 *
 * @example
 *
 * const opa = new OpenPolicyAgentSidecar(shop, 'opa', {
 *   image: 'registry.example.com/opa:1.22.0-envoy',
 *   policies: [RegoPolicy.text('fraud.rego', `package fraud
 * default allow := false
 * allow if to_number(input.parsed_body.amount) <= 1000`)],
 * });
 * const decisions = new ExternalAuthorization(chart, 'fraud-decisions', {
 *   provider: ExtAuthzProvider.opaSidecar(opa, { body: { maxRequestBytes: 8192 } }),
 * });
 * decisions.protect(payments, { exceptPaths: [PathMatch.exact('/health')] });
 *
 * @see https://www.openpolicyagent.org/docs/envoy
 */
export class OpenPolicyAgentSidecar extends Construct {
  /** The namespace whose services it can protect. */
  public readonly namespaceName: string;

  /** @internal */
  public readonly _asked: { readonly target: AuthorizerTarget; readonly port: Port };

  private readonly companion: Companion;

  /**
   * @param scope A namespace of the mesh, or anything declared inside of one.
   * @param id Name of its container, and of everything that belongs to it.
   * @param props Its policies, and its container.
   */
  public constructor(scope: Construct, id: string, props: OpaProps) {
    super(scope, id);
    const name = checkDnsLabel(id, 'container', this);
    const { name: namespace } = namespaceOf(this);
    this.namespaceName = namespace;
    // nobody but the pod itself can connect to this address
    const { configMapName, files, container } = opaContainer(this, name, '127.0.0.1', props);
    this.companion = { name, ports: [DIAGNOSTICS_PORT, GRPC_PORT, API_PORT], settings: within(this, () => _podSettings(container)) };
    const host = `${name}.${namespace}.sidecar.internal`;
    const port = ServicePort.grpc(GRPC_PORT)._port;
    this._asked = { target: { kind: 'beside', namespace, host }, port };
    emit(this, 'ConfigMap', { kind: CONFIG_MAP, name: configMapName, namespace, fields: { data: files } });
    emit(this, 'ServiceEntry', { kind: SERVICE_ENTRY, name, namespace, spec: () => renderBesideEntry({ host, port }) });
  }

  /**
   * Puts it into the pods of a service.
   *
   * @internal
   */
  public _standBeside(service: MeshService, by: Construct): void {
    if (service.namespaceName !== this.namespaceName) {
      fail(by, 'MSH470', {
        what: `${service.serviceName} is of another namespace than this OPA, whose policies are a ConfigMap there`,
        got: service.namespaceName,
        allowed: this.namespaceName,
        fix: 'declare an OpenPolicyAgentSidecar in that namespace, too',
      });
    }
    service._accompany(by, this.companion);
  }
}
