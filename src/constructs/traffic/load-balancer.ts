import { type Duration } from 'cdk8s';
import type { LoadBalancer as LoadBalancerFact } from '../../model/traffic';
import { fail } from '../../support/errors';
import { checkCookieName, checkHeaderName } from '../../support/http-header';
import { checkWhole } from '../../support/number';
import { checkQueryName } from '../../support/query-parameter';
import { checkPath } from '../../support/request-path';
import { checkSpanText } from '../../support/time-span';

type ConsistentHash = Extract<LoadBalancerFact, { readonly consistentHash: unknown }>['consistentHash'];

/**
 * How hashes are spread over the endpoints.
 *
 * @example
 *
 * LoadBalancer.hashByHeader('x-user', HashTable.maglev(65537));
 *
 * @see https://istio.io/latest/docs/reference/config/networking/destination-rule/#LoadBalancerSettings-ConsistentHashLB
 */
export class HashTable {
  /**
   * A ring: when an endpoint comes or goes, few hashes move.
   *
   * Throws MSH011 for a bad size.
   *
   * @param minimumRingSize Entries of the ring, 1 to 8388608. More make the shares more equal. Istio's own default is 1024.
   */
  public static ringHash(minimumRingSize: number): HashTable {
    return new HashTable({ ringHash: { minimumRingSize: checkWhole(minimumRingSize, 'minimumRingSize', 1, 8388608) } });
  }

  /**
   * A table of fixed size: faster and more equal shares, but more hashes move when an endpoint comes or goes.
   *
   * Throws MSH033 for a size that is too large or no prime number.
   *
   * @param tableSize A prime number below 5000011. Istio's own default is 65537.
   */
  public static maglev(tableSize: number): HashTable {
    if (!Number.isInteger(tableSize) || tableSize >= 5000011 || !isPrime(tableSize)) {
      fail(undefined, 'MSH033', { what: 'not a table size of Maglev', got: tableSize, allowed: 'prime numbers below 5000011, such as 65537' });
    }
    return new HashTable({ maglev: { tableSize } });
  }

  private constructor(
    /** @internal */
    public readonly _table: Pick<ConsistentHash, 'ringHash' | 'maglev'>,
  ) {}
}

/**
 * A cookie by which a client keeps its endpoint. The proxy sets it where the client has none.
 */
export interface HashCookie {
  /**
   * Name of the cookie.
   */
  readonly name: string;

  /**
   * Path for which the browser sends it.
   *
   * @default '/'
   */
  readonly path?: string;

  /**
   * How long the browser keeps it, in whole seconds. 0: until it is closed.
   *
   * @default Duration.seconds(0)
   */
  readonly ttl?: Duration;
}

/**
 * How the endpoint of a service is chosen that gets the next request.
 *
 * The hashes send the same client to the same endpoint as long as the endpoints stay the same. That is for caches: nothing that must not
 * be lost can depend on it.
 *
 * @example
 *
 * new MeshService(shop, 'carts', {
 *   ports: [ServicePort.http(8080)],
 *   workload: Workload.deployment({ image: 'registry.example.com/carts:1.0.0' }),
 *   loadBalancer: LoadBalancer.hashByHeader('x-user'),
 * });
 *
 * @see https://istio.io/latest/docs/reference/config/networking/destination-rule/#LoadBalancerSettings
 */
export class LoadBalancer {
  /**
   * Of two endpoints picked at random, the one with fewer open requests, so that slow ones get less. The default, and nearly always the
   * best.
   */
  public static leastRequest(): LoadBalancer {
    return new LoadBalancer({ simple: 'LEAST_REQUEST' });
  }

  /**
   * Each endpoint in turn, however busy it is.
   */
  public static roundRobin(): LoadBalancer {
    return new LoadBalancer({ simple: 'ROUND_ROBIN' });
  }

  /**
   * An endpoint at random.
   */
  public static random(): LoadBalancer {
    return new LoadBalancer({ simple: 'RANDOM' });
  }

  /**
   * The address that the application connects to, without balancing. For clients that choose endpoints themselves.
   */
  public static passthrough(): LoadBalancer {
    return new LoadBalancer({ simple: 'PASSTHROUGH' });
  }

  /**
   * By a header of the request. Requests without it go anywhere.
   *
   * Throws MSH020 or MSH021 for a bad name.
   *
   * @param name Name of the header.
   * @param table How hashes are spread. Left out: by Istio's ring.
   */
  public static hashByHeader(name: string, table?: HashTable): LoadBalancer {
    return LoadBalancer.hash({ httpHeaderName: checkHeaderName(name, 'the name') }, table);
  }

  /**
   * By a cookie, which the proxy sets where the client has none.
   *
   * Throws MSH013 for a bad duration; MSH017 for a bad path; MSH020 for a bad name.
   *
   * @param cookie Its name, its path and how long it lives.
   * @param table How hashes are spread. Left out: by Istio's ring.
   */
  public static hashByCookie(cookie: HashCookie, table?: HashTable): LoadBalancer {
    const ttl = cookie.ttl === undefined ? '0s' : checkSpanText(cookie.ttl, 'ttl', { zero: true, wholeSeconds: true });
    const httpCookie = { name: checkCookieName(cookie.name, 'the name'), path: checkPath(cookie.path ?? '/', 'the path of the cookie'), ttl };
    return LoadBalancer.hash({ httpCookie }, table);
  }

  /**
   * By the address the connection comes from. Inside a mesh that is one pod of the caller, not the user behind it.
   *
   * @param table How hashes are spread. Left out: by Istio's ring.
   */
  public static hashBySourceIp(table?: HashTable): LoadBalancer {
    return LoadBalancer.hash({ useSourceIp: true }, table);
  }

  /**
   * By a parameter of the query. Requests without it go anywhere.
   *
   * Throws MSH023 for a bad name.
   *
   * @param name Name of the parameter.
   * @param table How hashes are spread. Left out: by Istio's ring.
   */
  public static hashByQueryParameter(name: string, table?: HashTable): LoadBalancer {
    return LoadBalancer.hash({ httpQueryParameterName: checkQueryName(name, 'the name') }, table);
  }

  private static hash(key: ConsistentHash, table: HashTable | undefined): LoadBalancer {
    return new LoadBalancer({ consistentHash: { ...key, ...table?._table } });
  }

  private constructor(
    /** @internal */
    public readonly _loadBalancer: LoadBalancerFact,
  ) {}
}

function isPrime(value: number): boolean {
  if (value < 2) return false;
  for (let factor = 2; factor * factor <= value; factor++) {
    if (value % factor === 0) return false;
  }
  return true;
}
