import { Construct } from 'constructs';
import { coreService, type PaymentProProps } from './payment-pro-props';
import { ZeroTrustNamespace } from '../../mesh';
import { DataClass } from '../../security';
import { type MeshService } from '../../service';
import { PathMatch, RateLimit, RateLimitUnit, RouteMatch } from '../../traffic';

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
    const service = (name: string, dataClasses?: DataClass[]) => coreService(this.namespace, name, system, { dataClasses });
    this.wallets = service('wallets');
    this.cards = service('cards', [DataClass.CARDHOLDER]);
    this.tokenVault = service('token-vault', [DataClass.CARDHOLDER]);
    // no payment needs more, and whoever collects card numbers does
    this.tokenVault.rateLimit(RateLimit.local({ requests: 50, per: RateLimitUnit.SECOND, match: RouteMatch.of({ path: PathMatch.exact('/v1/detokenize') }) }));
    this.limits = service('limits');
    this.fx = service('fx');
    this.pricing = service('pricing');
  }
}
