import { Construct } from 'constructs';
import { fraudPolicy } from './payment-pro-policies';
import { coreService, policyAgent, type PaymentProProps } from './payment-pro-props';
import { ZeroTrustNamespace } from '../../mesh';
import { ExtAuthzProvider, ExternalAuthorization, type OpenPolicyAgent } from '../../security';
import { type MeshService } from '../../service';

/**
 * The part of a `PaymentPro` system that decides what is suspicious and keeps the evidence, in the namespace `risk`.
 */
export class PaymentProRisk extends Construct {
  /** The namespace `risk`. */
  public readonly namespace: ZeroTrustNamespace;

  /** The service `fraud`: whether a payment may go on. */
  public readonly fraud: MeshService;

  /** The policies `fraud-policy`: which payments are looked at at all. */
  public readonly fraudPolicy: OpenPolicyAgent;

  /** The service `risk-scoring`: how unusual a payment is. */
  public readonly riskScoring: MeshService;

  /** The service `sanctions-screening`: whether somebody is on a list. */
  public readonly sanctionsScreening: MeshService;

  /** The service `audit`: who did what, kept unchanged. */
  public readonly audit: MeshService;

  /** The service `reporting`: what supervisors and merchants are told. */
  public readonly reporting: MeshService;

  /**
   * @param scope A chart, or anything inside of one.
   * @param id Name of the construct.
   * @param system Images, size and stage of the whole.
   */
  public constructor(scope: Construct, id: string, system: PaymentProProps) {
    super(scope, id);
    this.namespace = new ZeroTrustNamespace(this, 'risk', { stage: system.stage });
    const service = (name: string) => coreService(this.namespace, name, system);
    this.fraud = service('fraud');
    this.fraudPolicy = policyAgent(this.namespace, 'fraud-policy', system, fraudPolicy());
    const decisions = new ExternalAuthorization(this, 'fraud-decisions', {
      provider: ExtAuthzProvider.opa(this.fraudPolicy, { body: { maxRequestBytes: 8192 } }),
    });
    decisions.protect(this.fraud);
    this.riskScoring = service('risk-scoring');
    this.sanctionsScreening = service('sanctions-screening');
    this.audit = service('audit');
    this.reporting = service('reporting');
  }
}
