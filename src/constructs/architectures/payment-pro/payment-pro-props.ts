import { type Construct } from 'constructs';
import { type PaymentProPartner } from './payment-pro-partners';
import { type KongEdition, type KongRateStore } from '../../gateway';
import { EnforcementStage, ZeroTrustNamespace } from '../../mesh';
import { type FalcoOutput, OpenPolicyAgent, type RegoPolicy } from '../../security';
import { MeshService, ServicePort, Workload } from '../../service';
import { type MeshServiceProps } from '../../service/mesh-service-props';

/**
 * Properties of a `PaymentPro` system: its images, its size and its stage, and who its partners are.
 */
export interface PaymentProProps {
  /**
   * Where the images are: `REGISTRY/SERVICE:VERSION`.
   *
   * @default 'registry.example.com/paymentpro'
   */
  readonly registry?: string;

  /**
   * How far zero trust is enforced.
   *
   * @default EnforcementStage.ENFORCED
   */
  readonly stage?: EnforcementStage;

  /**
   * Pods of each service.
   *
   * @default 2
   */
  readonly replicas?: number;

  /**
   * Companies that use the API.
   *
   * @default - none: nobody is let in
   */
  readonly partners?: PaymentProPartner[];

  /**
   * Which Kong stands before the gateway.
   *
   * @default KongEdition.OSS_3_9
   */
  readonly kongEdition?: KongEdition;

  /**
   * The identity provider of the partners, by the `https:` URL that its tokens name; with Kong Enterprise, which reads the keys that it
   * publishes. Tokens must be for `paymentpro`, and name the partner in `azp`.
   *
   * @default - tokens are checked by the keys in the partners' credentials
   */
  readonly tokenIssuer?: string;

  /**
   * Where Kong counts requests.
   *
   * @default - `KongRateStore.local()`: each pod of Kong counts for itself
   */
  readonly rateStore?: KongRateStore;

  /**
   * Image of Coraza's module for proxies, with its digest: the web application firewall of the gateway.
   *
   * @default - none; required with open-source Kong, which has no filter of its own, unless `noFirewallReason` is given
   */
  readonly firewallImage?: string;

  /**
   * Why no firewall is needed.
   *
   * @default - one is needed
   */
  readonly noFirewallReason?: string;

  /**
   * How the rules get to Falco that watch its pods.
   *
   * @default FalcoOutput.HELM_VALUES
   */
  readonly falcoOutput?: FalcoOutput;

  /**
   * Image of OPA 1.x with its plugin for Envoy, by version or digest.
   *
   * @default - `opa:1.22.0-envoy` where the images are
   */
  readonly opaImage?: string;
}

const REGISTRY = 'registry.example.com/paymentpro';

/** The pods of one service. */
export function podsOf(name: string, { registry = REGISTRY, replicas = 2 }: PaymentProProps): Workload {
  return Workload.deployment({ image: `${registry}/${name}:v1`, replicas });
}

/** A service of the core: one version, one HTTP port, an identity of its own. Before the last stage nothing can be promised of its data. */
export function coreService(
  namespace: ZeroTrustNamespace, name: string, system: PaymentProProps, { dataClasses, ...props }: Partial<MeshServiceProps> = {},
): MeshService {
  const { stage = EnforcementStage.ENFORCED } = system;
  const promised = stage === EnforcementStage.ENFORCED && dataClasses !== undefined ? { dataClasses } : {};
  return new MeshService(namespace, name, { ports: [ServicePort.http(8080)], workload: podsOf(name, system), ...promised, ...props });
}

/** Open Policy Agent with one of the policies that are shipped. */
export function policyAgent(scope: Construct, name: string, { registry = REGISTRY, opaImage }: PaymentProProps, policy: RegoPolicy): OpenPolicyAgent {
  return new OpenPolicyAgent(scope, name, { image: opaImage ?? `${registry}/opa:1.22.0-envoy`, policies: [policy] });
}
