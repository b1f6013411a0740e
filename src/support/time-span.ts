import { durationText } from './duration';
import { fail, type Placed } from './errors';

/** A duration of cdk8s, as far as it is read here. */
export interface Span {
  toMilliseconds(options?: { readonly integral?: boolean }): number;
}

export interface SpanLimits {
  /** Whether 0 has a meaning of its own. */
  readonly zero?: boolean;
  /** Whether the proxy, or Kubernetes, counts seconds. */
  readonly wholeSeconds?: boolean;
}

/** Ten years: more is a mistake of the unit. */
const LONGEST = 3650 * 24 * 3600 * 1000;

/** A duration as milliseconds. */
export function checkSpan(span: Span, what: string, limits: SpanLimits = {}, at?: Placed): number {
  const value = typeof span?.toMilliseconds === 'function' ? span.toMilliseconds({ integral: false }) : NaN;
  const unit = limits.wholeSeconds ? 1000 : 1;
  if (value >= (limits.zero ? 0 : unit) && value <= LONGEST && value % unit === 0) return value;
  return fail(at, 'MSH013', {
    what: `${what} is not a duration it can have`,
    got: Number.isNaN(value) ? span : `${value} ms`,
    allowed: `${limits.zero ? '0, or ' : ''}from ${limits.wholeSeconds ? '1 s, in whole seconds' : '1 ms, in whole milliseconds'}, up to ten years`,
  });
}

/** A duration as whole seconds. */
export function checkSeconds(span: Span, what: string, limits: SpanLimits = {}, at?: Placed): number {
  return checkSpan(span, what, { ...limits, wholeSeconds: true }, at) / 1000;
}

/** A duration as Istio writes it. */
export function checkSpanText(span: Span, what: string, limits: SpanLimits = {}, at?: Placed): string {
  return durationText(checkSpan(span, what, limits, at));
}
