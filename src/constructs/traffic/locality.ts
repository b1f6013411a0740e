import type { Locality as LocalityFact } from '../../model/traffic';
import { checkList, checkOnce } from '../../support/closed-set';
import { sorted, sortedBy, sortedRecord } from '../../support/compare';
import { fail } from '../../support/errors';
import { isFieldName } from '../../support/field-name';
import { checkLabelKey, isLabelValue } from '../../support/labels';
import { checkWhole } from '../../support/number';

/**
 * How the place of endpoints counts: their region, zone and subzone, as the nodes' topology labels say.
 *
 * @example
 *
 * Locality.failover({ 'eu-west': 'eu-central', 'eu-central': 'eu-west' });
 *
 * @see https://istio.io/latest/docs/reference/config/networking/destination-rule/#LocalityLoadBalancerSetting
 */
export class Locality {
  /**
   * Near endpoints first. When too few of a region are healthy, the region named here takes over. This needs outlier detection, by which
   * the proxy knows what is healthy.
   *
   * Throws MSH001 for none; MSH030 when it is not a region, or takes over for itself.
   *
   * @param regions From each region, the one that takes over.
   */
  public static failover(regions: { [from: string]: string }): Locality {
    const failover = checkList(Object.entries(regions), 'regions', 'name a region and the one that takes over').map(([from, to]) => {
      if (checkRegion(from) === checkRegion(to)) fail(undefined, 'MSH030', { what: 'a region cannot take over for itself', got: from });
      return { from, to };
    });
    return new Locality({ failover: sortedBy(failover, (region) => region.from) });
  }

  /**
   * Endpoints that share more of these labels with the caller's pod first, the first label weighing most. This needs outlier detection, by
   * which the proxy knows what is healthy.
   *
   * Throws MSH001 for none; MSH015 for a label named twice; MSH038 for a bad label.
   *
   * @param labels Keys, such as `topology.kubernetes.io/region`, or `key=value` to prefer one value whatever the caller has.
   */
  public static failoverPriority(labels: string[]): Locality {
    const given = checkList(labels, 'labels', 'name a label');
    const keys = given.map((label) => {
      const [key, value, ...more] = typeof label === 'string' ? label.split('=') : [''];
      const sound = more.length === 0 && (value === undefined || isLabelValue(value));
      if (!sound) fail(undefined, 'MSH038', { what: 'not a label with a value', got: label, allowed: 'key or key=value' });
      return checkLabelKey(key, '`labels`');
    });
    checkOnce(keys, 'a label', 'leave out one of them');
    return new Locality({ failoverPriority: given });
  }

  /**
   * Fixed shares: how many percent of the requests from one place go to which places.
   *
   * Throws MSH001 for none; MSH011 for a bad share; MSH030 for a bad place; MSH031 when two places overlap; MSH032 when the shares do not
   * sum to 100.
   *
   * @param weights For each place (`region`, `region/zone` or `region/zone/subzone`, where `*` ends it and means all below), the places
   * that get its requests with their shares, 1 to 100, which sum to 100.
   */
  public static distribute(weights: { [from: string]: { [to: string]: number } }): Locality {
    const places = checkList(Object.keys(weights), 'weights', 'name a place and its shares');
    checkPlaces(places);
    return new Locality({ distribute: sorted(places).map((from) => ({ from, to: shares(from, weights[from]) })) });
  }

  private constructor(
    /** @internal */
    public readonly _locality: LocalityFact,
  ) {}
}

const SEGMENT = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;

function checkRegion(region: string): string {
  if (typeof region === 'string' && region.length <= 63 && SEGMENT.test(region)) return region;
  return fail(undefined, 'MSH030', { what: 'not a region', got: region, allowed: 'a region alone: no zone, no wildcard' });
}

function shares(from: string, to: { [to: string]: number }): Record<string, number> {
  const places = checkList(Object.keys(to), `weights of ${from}`, 'name the places that get its requests');
  checkPlaces(places);
  const sum = places.reduce((total, place) => total + checkWhole(to[place], `the share of ${place}`, 1, 100), 0);
  if (sum !== 100) fail(undefined, 'MSH032', { what: `the shares of ${from} do not sum to 100`, got: to, fix: `they sum to ${sum}` });
  return sortedRecord(to);
}

/** Refuses bad places and, as Istio does, two of which one lies within the other. */
function checkPlaces(places: readonly string[]): void {
  const parts = places.map((place) => {
    const segments = place.split('/');
    const named = segments[segments.length - 1] === '*' ? segments.slice(0, -1) : segments;
    if (segments.length > 3 || !isFieldName(place) || !named.every((segment) => SEGMENT.test(segment))) {
      fail(undefined, 'MSH030', { what: 'not a place', got: place, allowed: 'region, region/zone or region/zone/subzone; * may end it' });
    }
    return named;
  });
  parts.forEach((inner, index) => {
    const outer = parts.findIndex((other, at) => at !== index && other.every((segment, depth) => segment === inner[depth]));
    if (outer >= 0) fail(undefined, 'MSH031', { what: 'one place lies within another', got: [places[index], places[outer]], fix: 'leave out one of them' });
  });
}
