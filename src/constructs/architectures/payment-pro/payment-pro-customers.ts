import { Construct } from 'constructs';
import { coreService, type PaymentProProps } from './payment-pro-props';
import { ZeroTrustNamespace } from '../../mesh';
import { DataClass } from '../../security';
import { type MeshService } from '../../service';

/**
 * The part of a `PaymentPro` system that knows who its customers are, in the namespace `customers`.
 */
export class PaymentProCustomers extends Construct {
  /** The namespace `customers`. */
  public readonly namespace: ZeroTrustNamespace;

  /** The service `user-management`: customers and their sign-in. */
  public readonly users: MeshService;

  /** The service `kyc`: proves who a customer is. */
  public readonly kyc: MeshService;

  /** The service `merchants`: who is paid, and under which contract. */
  public readonly merchants: MeshService;

  /** The service `api-partners`: companies that use the API, their plans and webhooks. */
  public readonly apiPartners: MeshService;

  /** The service `disputes`: payments that a customer denies. */
  public readonly disputes: MeshService;

  /** The service `notifications-gateway`: what customers are told, and by which channel. */
  public readonly notifications: MeshService;

  /**
   * @param scope A chart, or anything inside of one.
   * @param id Name of the construct.
   * @param system Images, size and stage of the whole.
   */
  public constructor(scope: Construct, id: string, system: PaymentProProps) {
    super(scope, id);
    this.namespace = new ZeroTrustNamespace(this, 'customers', { stage: system.stage });
    const service = (name: string, dataClasses?: DataClass[]) => coreService(this.namespace, name, system, { dataClasses });
    this.users = service('user-management', [DataClass.PERSONAL]);
    this.kyc = service('kyc', [DataClass.PERSONAL]);
    this.merchants = service('merchants');
    this.apiPartners = service('api-partners');
    this.disputes = service('disputes', [DataClass.PERSONAL]);
    this.notifications = service('notifications-gateway');
  }
}
