import { Construct } from 'constructs';
import { NO_SETTINGS } from '../../model/route';
import type { RouteMatch } from '../../model/traffic';
import { checkDnsLabel } from '../../support/dns-name';
import { fail } from '../../support/errors';
import { bookOf } from '../book';
import { needsHttp } from '../service/http-only';
import { type MeshService } from '../service/mesh-service';
import { HeaderMatch } from '../traffic/header-match';
import { type QueryMatch } from '../traffic/query-match';
import { matchOf } from '../traffic/route-match';

/**
 * A group of users, by what their requests carry, and the version they get.
 *
 * @example
 *
 * AbVariant.cookie('group', 'beta', 'v2');
 */
export class AbVariant {
  /**
   * The users whose requests carry a header.
   *
   * @param header What the request must carry.
   * @param version The version they get.
   */
  public static header(header: HeaderMatch, version: string): AbVariant {
    return new AbVariant(matchOf({ headers: [header] }), version);
  }

  /**
   * The users whose requests carry a cookie.
   *
   * Throws MSH068 for a name or value that could not be found in a Cookie header.
   *
   * @param name Name of the cookie: letters, digits, `_` and `-`.
   * @param value Its whole value: letters, digits, `_`, `-` and `.`.
   * @param version The version they get.
   */
  public static cookie(name: string, value: string, version: string): AbVariant {
    if (!/^[A-Za-z0-9_-]+$/.test(name) || !/^[A-Za-z0-9_.-]+$/.test(value)) {
      fail(undefined, 'MSH068', { what: 'not a cookie that can be matched', got: `${name}=${value}`, allowed: 'letters, digits, _, - (and . in the value)' });
    }
    return AbVariant.header(HeaderMatch.regex('cookie', `(.*;\\s*)?${name}=${value.replace(/\./g, '\\.')}(;.*)?`), version);
  }

  /**
   * The users whose requests carry a query parameter.
   *
   * @param query What the request must carry.
   * @param version The version they get.
   */
  public static query(query: QueryMatch, version: string): AbVariant {
    return new AbVariant(matchOf({ query: [query] }), version);
  }

  private constructor(
    /** @internal */
    public readonly _match: RouteMatch,
    /** @internal */
    public readonly _version: string,
  ) {}
}

/**
 * Properties of an `AbTest`: a service, and who gets which of its versions.
 */
export interface AbTestProps {
  /**
   * The service whose versions are tested.
   */
  readonly service: MeshService;

  /**
   * Who gets which version. A request that fits several gets the more specific one, and of equals the first.
   */
  readonly variants: AbVariant[];

  /**
   * The version that everybody else gets. Where a `CanaryRelease` moves this version on, everybody else is part of it.
   */
  readonly defaultVersion: string;
}

/**
 * Gives groups of users different versions of a service, for callers inside the mesh and through gateways alike.
 *
 * The constructor throws MSH001 without variants; MSH002 when the id is not a DNS label; MSH059 for a version the service does not have;
 * MSH070 for a service without HTTP ports. At synth: MSH103 for a second default version of the service.
 *
 * @example
 *
 * const chart = new Chart(new App(), 'shop');
 * const shop = new ZeroTrustNamespace(chart, 'shop');
 * const search = new MeshService(shop, 'search', {
 *   ports: [ServicePort.http(8080)],
 *   versions: {
 *     stable: Workload.deployment({ image: 'registry.example.com/search:1.0.0' }),
 *     ml: Workload.deployment({ image: 'registry.example.com/search:2.0.0' }),
 *   },
 * });
 * new AbTest(shop, 'search-models', {
 *   service: search,
 *   variants: [AbVariant.header(HeaderMatch.exact('user-group', 'beta-users'), 'ml')],
 *   defaultVersion: 'stable',
 * });
 *
 * @see https://istio.io/latest/docs/tasks/traffic-management/request-routing/
 */
export class AbTest extends Construct {
  /**
   * @param scope Where it is declared: a namespace, or anything else in the app.
   * @param id Name of the test, with which the names of its routes begin.
   * @param props The service, its variants, and what everybody else gets.
   */
  public constructor(scope: Construct, id: string, props: AbTestProps) {
    super(scope, id);
    const { service, variants, defaultVersion } = props;
    if (variants.length === 0) fail(this, 'MSH001', { what: '`variants` is empty', got: [], fix: 'name at least one variant' });
    needsHttp(this, service._service.ports, 'an A/B test');
    checkDnsLabel(id, 'test', this);
    const book = bookOf(this);
    const origin = { path: this.node.path, call: 'new AbTest()' };
    service._checkVersion(this, defaultVersion);
    book.add('defaultVersions', { service: service._service.key, version: defaultVersion, origin });
    const width = String(variants.length).length;
    variants.forEach((variant, index) => {
      service._checkVersion(this, variant._version);
      book.add('routes', {
        // the order of the variants is the user's: ids decide among equally specific routes
        id: `${id}-${String(index + 1).padStart(width, '0')}-${variant._version}`,
        service: service._service.key,
        match: variant._match,
        priority: 0,
        target: { kind: 'split', versions: [{ version: variant._version, weight: 100 }] },
        ...NO_SETTINGS,
        origin,
      });
    });
  }
}
