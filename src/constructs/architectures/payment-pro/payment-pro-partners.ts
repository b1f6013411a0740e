import { type KongRateLimitOptions } from '../../gateway/kong';

/**
 * How much a partner may ask for. Limits hold for all of a partner's requests, and lower ones for those that move money.
 */
export enum PaymentProPlan {
  /** 60 requests a minute, of which 10 move money. What every partner has unless told otherwise. */
  STARTER = 'STARTER',

  /** 600 requests a minute, of which 100 move money. */
  BUSINESS = 'BUSINESS',

  /** 6,000 requests a minute, of which 1,000 move money. */
  VOLUME = 'VOLUME',
}

/**
 * A company that uses the API.
 */
export interface PaymentProPartner {
  /**
   * Its name, a DNS label.
   */
  readonly name: string;

  /**
   * How much it may ask for.
   *
   * @default PaymentProPlan.STARTER
   */
  readonly plan?: PaymentProPlan;

  /**
   * Secret with the keys by which its tokens are checked, in the namespace of Kong: see `KongCredential.jwt()`.
   *
   * @default - its name with `-jwt`
   */
  readonly credential?: string;
}

/** In a minute: every request of a partner, and those that move money. */
interface PlanLimits {
  readonly all: KongRateLimitOptions;
  readonly money: KongRateLimitOptions;
}

export const PLAN_LIMITS: Readonly<Record<PaymentProPlan, PlanLimits>> = {
  [PaymentProPlan.STARTER]: { all: { minute: 60 }, money: { minute: 10 } },
  [PaymentProPlan.BUSINESS]: { all: { minute: 600 }, money: { minute: 100 } },
  [PaymentProPlan.VOLUME]: { all: { minute: 6_000 }, money: { minute: 1_000 } },
};
