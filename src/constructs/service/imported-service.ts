import { Construct } from 'constructs';
import { becomeCallTarget } from './call-target';
import { type IMeshService } from './mesh-service-interface';
import { portsOf } from './mesh-service-props';
import { type ServicePort } from './service-port';
import { type Service, serviceKey } from '../../model/service';
import { checkDnsLabel, checkDnsName, checkServiceName } from '../../support/dns-name';
import { checkPodLabels } from '../../support/labels';
import { bookOf } from '../book';
import { type DataPlane } from '../mesh/data-plane';
import { RetryPolicy } from '../traffic/retry-policy';

/**
 * What callers must know of a service that others own.
 */
export interface MeshServiceAttributes {
  /**
   * Name of the Kubernetes Service.
   */
  readonly serviceName: string;

  /**
   * Its namespace.
   */
  readonly namespaceName: string;

  /**
   * Its ports.
   */
  readonly ports: ServicePort[];

  /**
   * Service account its pods run as.
   *
   * @default - the service's name
   */
  readonly serviceAccountName?: string;

  /**
   * Labels of its pods, for the callers' NetworkPolicies.
   *
   * @default - its whole namespace
   */
  readonly podLabels?: { [name: string]: string };

  /**
   * How its traffic gets into the mesh.
   *
   * @default DataPlane.SIDECAR
   */
  readonly dataPlane?: DataPlane;
}

/** Refers to a service; its owners must allow the call on their side. */
export function importService(scope: Construct, id: string, attributes: MeshServiceAttributes): IMeshService {
  return new ImportedService(scope, id, attributes);
}

class ImportedService extends Construct implements IMeshService {
  public readonly serviceName: string;
  public readonly namespaceName: string;
  public readonly serviceAccountName: string;

  public constructor(scope: Construct, id: string, attributes: MeshServiceAttributes) {
    super(scope, id);
    this.serviceName = checkServiceName(attributes.serviceName, this);
    this.namespaceName = checkDnsLabel(attributes.namespaceName, 'namespace', this);
    this.serviceAccountName = checkDnsName(attributes.serviceAccountName ?? attributes.serviceName, 'service account', this);
    becomeImported(this, attributes, {
      identity: { namespace: this.namespaceName, serviceAccountName: this.serviceAccountName },
      dataPlane: attributes.dataPlane ?? 'SIDECAR',
      origin: { path: this.node.path, call: 'MeshService.fromAttributes()' },
    });
  }
}

type Known = Pick<MeshServiceAttributes, 'serviceName' | 'namespaceName' | 'ports' | 'podLabels'>;

/** Lets a service that others own be called. */
export function becomeImported(at: Construct, known: Known, facts: Pick<Service, 'identity' | 'dataPlane' | 'plaintextReason' | 'origin'>): void {
  const service: Service = {
    key: serviceKey(known.namespaceName, known.serviceName),
    name: known.serviceName,
    namespace: known.namespaceName,
    selector: checkPodLabels(known.podLabels, 'podLabels', at) ?? {},
    ports: portsOf(at, known.ports),
    versions: [],
    defaultVersion: undefined,
    timeoutMs: 0,
    retries: RetryPolicy.none()._policy,
    trafficPolicy: {},
    dataClasses: [],
    owned: false,
    ...facts,
  };
  bookOf(at).add('services', service);
  becomeCallTarget(at, { kind: 'service', service, called: () => undefined });
}
