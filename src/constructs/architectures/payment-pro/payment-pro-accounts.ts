import { Construct } from 'constructs';
import { coreService, type PaymentProProps } from './payment-pro-props';
import { ZeroTrustNamespace } from '../../mesh';
import { type MeshService } from '../../service';

/**
 * The part of a `PaymentPro` system that keeps cards and balances, in the namespace `accounts`.
 */
export class PaymentProAccounts extends Construct {
  /** The namespace `accounts`. */
  public readonly namespace: ZeroTrustNamespace;

  /** The service `wallets`: balances, and what of them is on hold. */
  public readonly wallets: MeshService;

  /** The service `cards`: cards by their tokens. */
  public readonly cards: MeshService;

  /** The service `token-vault`: the only one that knows card numbers. */
  public readonly tokenVault: MeshService;

  /** The service `limits`: how much may be spent. */
  public readonly limits: MeshService;

  /** The service `fx`: rates of exchange. */
  public readonly fx: MeshService;

  /** The service `pricing`: what a payment costs. */
  public readonly pricing: MeshService;

  /**
   * @param scope A chart, or anything inside of one.
   * @param id Name of the construct.
   * @param system Images, size and stage of the whole.
   */
  public constructor(scope: Construct, id: string, system: PaymentProProps) {
    super(scope, id);
    this.namespace = new ZeroTrustNamespace(this, 'accounts', { stage: system.stage });
    const service = (name: string) => coreService(this.namespace, name, system);
    this.wallets = service('wallets');
    this.cards = service('cards');
    this.tokenVault = service('token-vault');
    this.limits = service('limits');
    this.fx = service('fx');
    this.pricing = service('pricing');
  }
}
