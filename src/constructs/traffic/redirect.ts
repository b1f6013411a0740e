import type { Redirect as RedirectFact } from '../../model/traffic';
import { checkSomething, checkWord } from '../../support/closed-set';
import { fail } from '../../support/errors';
import { checkHost } from '../../support/host-name';
import { checkRedirectStatus } from '../../support/http-status';
import { checkPort } from '../../support/port';
import { checkPath } from '../../support/request-path';

/**
 * Schemes of web addresses.
 */
export enum RedirectScheme {
  /** In clear. */
  HTTP = 'http',
  /** Over TLS. */
  HTTPS = 'https',
}

/**
 * Where clients are sent. What is not given stays as they asked for it.
 */
export interface RedirectOptions {
  /**
   * Takes the place of the whole path. Not together with `prefixRewrite`.
   *
   * @default - the path that was asked for
   */
  readonly uri?: string;

  /**
   * Takes the place of the matched prefix or subtree only. The match of the route must be one. Not together with `uri`.
   *
   * @default - the path that was asked for
   */
  readonly prefixRewrite?: string;

  /**
   * Host to ask instead, without a port.
   *
   * @default - the host that was asked
   */
  readonly authority?: string;

  /**
   * Port to ask instead.
   *
   * @default - the port that was asked
   */
  readonly port?: number;

  /**
   * Scheme to use instead.
   *
   * @default - the scheme that was used
   */
  readonly scheme?: RedirectScheme;

  /**
   * Status of the answer: 301, 302, 303, 307 or 308. Browsers remember 301 and 308 for good. With 301, 302 and 303 they make a GET of a
   * POST.
   *
   * @default 301
   */
  readonly redirectCode?: number;
}

/**
 * Sends the client elsewhere, instead of the request to the service.
 *
 * @example
 *
 * orders.route('moved', {
 *   match: RouteMatch.of({ path: PathMatch.subtree('/v1') }),
 *   redirect: Redirect.to({ prefixRewrite: '/v2', redirectCode: 308 }),
 * });
 *
 * @see https://istio.io/latest/docs/reference/config/networking/virtual-service/#HTTPRedirect
 */
export class Redirect {
  /**
   * Sends the client to another path, host, port or scheme.
   *
   * Throws MSH005 for a bad host; MSH006 for a bad port; MSH014 when nothing changes; MSH016 for both `uri` and `prefixRewrite`; MSH017
   * for a bad path; MSH024 for a status that is not a redirect.
   *
   * @param options What changes, and the status that says so.
   */
  public static to(options: RedirectOptions): Redirect {
    const { uri, prefixRewrite, authority, port, scheme } = options;
    checkSomething({ uri, prefixRewrite, authority, port, scheme }, 'the redirect', 'give a path, host, port or scheme');
    if (uri !== undefined && prefixRewrite !== undefined) {
      fail(undefined, 'MSH016', { what: 'a redirect cannot have both uri and prefixRewrite', fix: 'leave out one of them' });
    }
    return new Redirect({
      ...(uri === undefined ? {} : { uri: checkPath(uri, 'uri') }),
      ...(prefixRewrite === undefined ? {} : { prefixRewrite: checkPath(prefixRewrite, 'prefixRewrite') }),
      ...(authority === undefined ? {} : { authority: checkRedirectHost(authority) }),
      ...(port === undefined ? {} : { port: checkPort(port) }),
      ...(scheme === undefined ? {} : { scheme: checkWord(scheme, Object.values(RedirectScheme), 'scheme') }),
      redirectCode: checkRedirectStatus(options.redirectCode ?? 301),
    });
  }

  private constructor(
    /** @internal */
    public readonly _redirect: RedirectFact,
  ) {}
}

function checkRedirectHost(host: string): string {
  if (typeof host === 'string' && host.startsWith('*')) fail(undefined, 'MSH005', { what: 'a client cannot ask for a wildcard', got: host });
  return checkHost(host);
}
