import type { DirectResponse as DirectResponseFact } from '../../model/traffic';
import { fail } from '../../support/errors';
import { checkStatus } from '../../support/http-status';

/**
 * The proxy answers by itself, instead of sending the request to the service.
 *
 * @example
 *
 * orders.route('internal', {
 *   match: RouteMatch.of({ path: PathMatch.subtree('/internal') }),
 *   directResponse: DirectResponse.of(404),
 * });
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPDirectResponse
 */
export class DirectResponse {
  /**
   * Answers with a status, and perhaps a body.
   *
   * Throws MSH024 for a bad status; MSH027 for a body that is too long.
   *
   * @param status Status of the answer, 200 to 599.
   * @param body Text of the answer, at most 100 KiB: it is sent to every proxy that can reach the service.
   */
  public static of(status: number, body?: string): DirectResponse {
    const size = body === undefined ? 0 : Buffer.byteLength(body);
    if (size > 100 * 1024) fail(undefined, 'MSH027', { what: 'the body is too large', got: `${size} bytes`, allowed: 'at most 100 KiB' });
    return new DirectResponse({ status: checkStatus(status, 'the status'), ...(size === 0 ? {} : { body }) });
  }

  private constructor(
    /** @internal */
    public readonly _response: DirectResponseFact,
  ) {}
}
