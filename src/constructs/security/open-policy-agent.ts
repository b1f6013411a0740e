import { Construct } from 'constructs';
import { GRPC_PORT, opaContainer } from './opa-container';
import { type OpaProps } from './opa-props';
import { CONFIG_MAP } from '../../render/kinds';
import { checkDnsLabel } from '../../support/dns-name';
import { within } from '../../support/errors';
import { checkWhole } from '../../support/number';
import { emit } from '../emit';
import { MeshService } from '../service/mesh-service';
import { ServicePort } from '../service/service-port';
import { Workload } from '../service/workload';

/**
 * Properties of an `OpenPolicyAgent`: its policies, and its pods.
 */
export interface OpenPolicyAgentProps extends OpaProps {
  /**
   * How many pods, 2 to 1000: while none is there, everything that is protected is refused.
   *
   * @default 2
   */
  readonly replicas?: number;
}

/**
 * Open Policy Agent as a service of the mesh, asked by `ExternalAuthorization`.
 *
 * Emits what every `MeshService` has, and a ConfigMap with the policies; pods are replaced one by one when a policy changes. It calls nobody
 * unless `service.calls(…)` says so, and only those are let in that ask for decisions.
 *
 * The constructor throws MSH001 without policies; MSH002 when the id is not a DNS label; MSH011 for fewer than 2 pods; MSH015 for two files of
 * one name; MSH041, MSH042 or MSH043 for a bad image or bad resources; MSH050 outside of a namespace; MSH467 for a decision that no policy
 * makes; MSH468 for one that does not deny by default; MSH469 for policies that fit in no ConfigMap.
 *
 * @example
 *
 * const policy = new ZeroTrustNamespace(chart, 'policy');
 * const opa = new OpenPolicyAgent(policy, 'opa', {
 *   image: 'registry.example.com/opa:1.22.0-envoy',
 *   policies: [RegoPolicy.text('fraud.rego', `package fraud
 * default allow := false
 * allow if to_number(input.parsed_body.amount) <= 1000`)],
 * });
 * const decisions = new ExternalAuthorization(chart, 'fraud-decisions', {
 *   provider: ExtAuthzProvider.opa(opa, { body: { maxRequestBytes: 8192 } }),
 * });
 * decisions.protect(payments, { exceptPaths: [PathMatch.exact('/health')] });
 *
 * @see https://www.openpolicyagent.org/docs/envoy
 */
export class OpenPolicyAgent extends Construct {
  /** Its pods and its identity: for what its policies ask others (`service.calls`). */
  public readonly service: MeshService;

  /**
   * @param scope A namespace of the mesh, or anything declared inside of one.
   * @param id Name of its Service, and of everything that belongs to it.
   * @param props Its policies, and its pods.
   */
  public constructor(scope: Construct, id: string, props: OpenPolicyAgentProps) {
    super(scope, id);
    const name = checkDnsLabel(id, 'service', this);
    const { configMapName, files, container } = opaContainer(this, name, '', props);
    this.service = new MeshService(this, 'Service', {
      name,
      ports: [ServicePort.grpc(GRPC_PORT)],
      workload: within(this, () => Workload.deployment({
        ...container,
        replicas: checkWhole(props.replicas ?? 2, 'replicas', 2, 1000, 'keep two: while none is there, everything that is protected is refused'),
      })),
    });
    emit(this, 'ConfigMap', { kind: CONFIG_MAP, name: configMapName, namespace: this.service.namespaceName, fields: { data: files } });
  }
}
