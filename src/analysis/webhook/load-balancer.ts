import { each, isEmpty, Report } from './report';
import { durationProblem } from './values';

export function checkLoadBalancer(balancer: any, path: string, outlier: any, report: Report): void {
  if (balancer === undefined) return;
  const { consistentHash, localityLbSetting, zoneAwareLbSetting, warmup } = balancer;
  if (consistentHash) checkConsistentHash(consistentHash, `${path}.consistentHash`, report);
  report.need(!localityLbSetting || !zoneAwareLbSetting, path, 'localityLbSetting and zoneAwareLbSetting exclude each other');
  if (localityLbSetting) checkLocality(localityLbSetting, `${path}.localityLbSetting`, outlier, report);
  if (zoneAwareLbSetting) checkZoneAware(zoneAwareLbSetting, `${path}.zoneAwareLbSetting`, outlier, report);
  if (warmup) {
    report.add(`${path}.warmup.duration`, durationProblem(warmup.duration ?? ''));
    report.need((warmup.minimumPercent ?? 0) <= 100, `${path}.warmup`, 'minimumPercent must be at most 100');
    report.need((warmup.aggression ?? 1) > 0, `${path}.warmup`, 'aggression must be above 0');
  }
}

function checkConsistentHash({ httpCookie, maglev, minimumRingSize, ringHash }: any, path: string, report: Report): void {
  report.need(!httpCookie || !isEmpty(httpCookie.name), `${path}.httpCookie`, 'name is required');
  const attributes = (httpCookie?.attributes ?? []).map((attribute: any) => attribute.name ?? '');
  report.need(!attributes.includes('') && new Set(attributes).size === attributes.length, `${path}.httpCookie`, 'attributes need names of their own');
  report.mention(!minimumRingSize, path, 'minimumRingSize is deprecated');
  report.need(!minimumRingSize || !(maglev || ringHash), path, 'minimumRingSize excludes maglev and ringHash');
  if (!maglev) return;
  const size = maglev.tableSize ?? 0;
  report.need(isPrime(size) && size < 5000011, `${path}.maglev`, `tableSize must be a prime number below 5000011, not ${size}`);
}

function isPrime(number: number): boolean {
  if (number > 0 && number < 4) return true;
  if (number % 2 === 0) return false;
  for (let factor = 3; factor * factor <= number; factor += 2) {
    if (number % factor === 0) return false;
  }
  return true;
}

const NEEDS_OUTLIER = 'failover needs outlierDetection';
const TOPOLOGY = ['topology.kubernetes.io/region', 'topology.kubernetes.io/zone', 'topology.istio.io/subzone'];

function checkLocality(setting: any, path: string, outlier: any, report: Report): void {
  const { distribute = [], failover = [], failoverPriority = [] } = setting;
  report.need(distribute.length === 0 || failover.length === 0, path, 'distribute and failover exclude each other');
  const clash = failoverPriority.find((label: string) => TOPOLOGY.includes(label));
  report.need(failover.length === 0 || clash === undefined, path, `failover excludes ${clash} in failoverPriority`);
  for (const [{ to = {} }, at] of each(distribute, `${path}.distribute`)) {
    const weights: number[] = Object.values(to);
    report.need(weights.every((weight) => weight >= 1 && weight <= 100), at, 'weights must be from 1 to 100');
    report.need(weights.reduce((sum, weight) => sum + weight, 0) === 100, at, 'weights must sum up to 100');
    checkLocalities(Object.keys(to), at, report);
  }
  checkLocalities(distribute.map(({ from = '' }: any) => from), `${path}.distribute`, report);
  checkFailover(setting, path, report);
  const isUsed = failover.length + failoverPriority.length > 0;
  report[setting.enabled === false ? 'advise' : 'mention'](!isUsed || outlier !== undefined, path, NEEDS_OUTLIER);
}

function checkZoneAware(setting: any, path: string, outlier: any, report: Report): void {
  const clash = (setting.failoverPriority ?? []).find((label: string) => TOPOLOGY.includes(label));
  report.need(clash === undefined, path, `${clash} is looked after already`);
  checkFailover(setting, path, report);
  report.advise((setting.failover ?? []).length + (setting.failoverPriority ?? []).length === 0 || outlier !== undefined, path, NEEDS_OUTLIER);
}

function checkFailover({ failover = [] }: any, path: string, report: Report): void {
  for (const [{ from = '', to = '' }, at] of each(failover, `${path}.failover`)) {
    report.need(from !== to, at, 'must name two regions');
    report.need(![from, to].some((region) => /[/*]/.test(region)), at, 'must name whole regions');
  }
}

/** Localities of one list must not lie in each other: region, region/zone, region/zone/subzone, with an asterisk at the end only. */
function checkLocalities(localities: string[], path: string, report: Report): void {
  for (const [index, locality] of localities.entries()) {
    report.need(/^[^*]*\*?$/.test(locality) && !splitLocality(locality).includes(''), path, `${locality} is no locality`);
    const covering = localities.find((other, at) => at !== index && covers(other, locality));
    report.need(covering === undefined, path, `${locality} lies in ${covering}`);
  }
}

/** An asterisk at the end says no more than leaving the rest out. */
function covers(outer: string, inner: string): boolean {
  const parts = splitLocality(outer).filter((part) => part !== '*');
  const others = splitLocality(inner);
  return parts.every((part, index) => part === others[index]);
}

function splitLocality(locality: string): string[] {
  const [region, zone, ...subzone] = locality.split('/');
  return [region, zone, subzone.length > 0 ? subzone.join('/') : undefined].filter((part) => part !== undefined);
}
