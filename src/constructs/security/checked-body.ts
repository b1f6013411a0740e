import type { CheckedBody as CheckedBodyFact } from '../../model/extension-provider';
import { checkWhole, INT32 } from '../../support/number';

/**
 * How much of a request's body is sent along to whoever decides.
 *
 * The proxy keeps the body until the decision is there: this costs memory, and streams wait for it.
 */
export interface CheckedBody {
  /**
   * Longest body, in bytes. A longer one is answered with 413 (Payload Too Large) and never reaches the service, also where requests pass
   * when nobody decides; unless `allowPartialMessage` is true.
   */
  readonly maxRequestBytes: number;

  /**
   * Whether of a longer body the beginning is sent. Whoever decides must then see whether it is whole: OPA says so in
   * `input.truncated_body`.
   *
   * @default false
   */
  readonly allowPartialMessage?: boolean;
}

/** @internal */
export function _checkedBody(body: CheckedBody, asBytes: boolean): CheckedBodyFact {
  return {
    maxBytes: checkWhole(body.maxRequestBytes, 'maxRequestBytes', 1, INT32, 'leave `body` out to send none'),
    partial: body.allowPartialMessage ?? false,
    asBytes,
  };
}
