import { type Duration } from 'cdk8s';
import { type CallOptions } from './call-options';
import { dataClassesOf } from './data-protection';
import { type ServicePort } from './service-port';
import { type VersionSet } from './versions';
import { type Workload } from './workload';
import type { Origin } from '../../model/origin';
import { type Port, type Service, serviceKey, type Version } from '../../model/service';
import type { TrafficPolicy } from '../../model/traffic';
import { fail, type Placed, within } from '../../support/errors';
import { checkSpan } from '../../support/time-span';
import { type DataClass } from '../security/data-class';
import { RetryPolicy } from '../traffic/retry-policy';
import { _serviceTrafficPolicy, _trafficPolicy, type TrafficPolicyProps } from '../traffic/traffic-policy';

/**
 * Properties of a `MeshService`: its ports, its pods by version, and how its callers' proxies treat it.
 */
export interface MeshServiceProps extends TrafficPolicyProps {
  /**
   * Ports, with the protocol that is spoken there.
   */
  readonly ports: ServicePort[];

  /**
   * The pods, where there is one version. It is called `v1`.
   *
   * @default - see `versions`
   */
  readonly workload?: Workload;

  /**
   * The pods of each version, by the version's name.
   *
   * @default - see `workload`
   */
  readonly versions?: { [version: string]: Workload };

  /**
   * The version that gets the requests no route takes.
   *
   * @default - the only version; where there are several, a release, a test or a route must say it
   */
  readonly defaultVersion?: string;

  /**
   * Name of the Kubernetes Service, and of everything that belongs to it.
   *
   * @default - the construct's id
   */
  readonly name?: string;

  /**
   * Longest time a request may take, retries included. 0: no limit, as streams need it.
   *
   * @default Duration.seconds(15)
   */
  readonly timeout?: Duration;

  /**
   * When a request is tried again.
   *
   * @default - twice, and only where the request was surely not processed
   */
  readonly retries?: RetryPolicy;

  /**
   * What single versions do differently, by the version's name.
   *
   * @default - nothing
   */
  readonly versionPolicies?: { [version: string]: TrafficPolicyProps };

  /**
   * What kinds of data it works with. They ask for an audit log, traces without what requests hold, a namespace that enforces, and forbid
   * plaintext, hosts outside that are not known by name, and for data of cards retries of what may have been processed.
   *
   * @default - none that needs more protection than every service has
   * @see docs/data-classes.md
   */
  readonly dataClasses?: DataClass[];
}

/**
 * What somebody who is not a service of this app may do, and why.
 */
export interface AllowOptions extends CallOptions {
  /**
   * Why a whole namespace may call.
   *
   * @default - none; required for `Caller.namespace(…)` and `Caller.namespaceNamed(…)`
   */
  readonly reason?: string;
}

/** What is known of a service before its policies are. */
interface KnownService {
  readonly name: string;
  readonly namespace: string;
  readonly dataPlane: Service['dataPlane'];
  readonly ports: readonly Port[];
  readonly versions: VersionSet;
  readonly origin: Origin;
}

const DEFAULT_RETRIES = RetryPolicy.safe({ attempts: 2 });

/** The fact behind a `MeshService`. */
export function serviceFact(at: Placed, { name, namespace, dataPlane, ports, versions, origin }: KnownService, props: MeshServiceProps): Service {
  const trafficPolicy = within(at, () => _serviceTrafficPolicy(props));
  return {
    name,
    namespace,
    key: serviceKey(namespace, name),
    identity: { namespace, serviceAccountName: versions.serviceAccountName },
    selector: versions.selector,
    ports,
    versions: versionPolicies(at, props, versions.versions, trafficPolicy),
    defaultVersion: undefined,
    timeoutMs: props.timeout === undefined ? 15_000 : checkSpan(props.timeout, 'timeout', { zero: true }, at),
    retries: (props.retries ?? DEFAULT_RETRIES)._policy,
    trafficPolicy,
    dataPlane,
    dataClasses: dataClassesOf(at, props.dataClasses),
    owned: true,
    origin,
  };
}

/** What single versions do differently; a name that is no version would be silently lost. */
function versionPolicies(at: Placed, props: MeshServiceProps, versions: readonly Version[], inherited: TrafficPolicy): Version[] {
  const policies = props.versionPolicies ?? {};
  const names = versions.map((version) => version.name);
  for (const name of Object.keys(policies)) {
    if (!names.includes(name)) fail(at, 'MSH059', { what: 'there is no such version', got: name, allowed: names.join(', ') });
  }
  return versions.map((version) => {
    const policy = policies[version.name];
    return policy === undefined ? version : { ...version, trafficPolicy: within(at, () => _trafficPolicy(policy, inherited)) };
  });
}

/** Ports of our own pods: what policies say of one is said of all that lead to it. */
export function podPortsOf(at: Placed, ports: readonly ServicePort[]): Port[] {
  const found = portsOf(at, ports);
  for (const port of found) {
    const other = found.find(({ targetPort, protocol }) => targetPort === port.targetPort && protocol !== port.protocol);
    if (other === undefined) continue;
    fail(at, 'MSH081', {
      what: `ports ${port.number} and ${other.number} lead to one port of the pod, where they would be different protocols`,
      got: { targetPort: port.targetPort, protocols: [port.protocol, other.protocol] },
      fix: 'declare one of them, with the protocol that is spoken there',
    });
  }
  return found;
}

/** Ports ordered by number, each once. */
export function portsOf(at: Placed, ports: readonly ServicePort[]): Port[] {
  if (ports.length === 0) fail(at, 'MSH001', { what: '`ports` is empty', got: [], fix: 'declare at least one port: ServicePort.http(8080)' });
  const found = ports.map((port) => port._port).sort((a, b) => a.number - b.number);
  found.slice(1).forEach((port, index) => {
    if (port.number !== found[index].number) return;
    fail(at, 'MSH073', { what: `port ${port.number} is declared twice`, got: [found[index].name, port.name], fix: 'declare each port once' });
  });
  const names = new Set(found.map((port) => port.name));
  if (names.size < found.length) fail(at, 'MSH073', { what: 'two ports have one name', got: found.map((port) => port.name), fix: 'give each port a name of its own' });
  return found;
}
