import { NOT_ASKED, type Reach } from './access';
import type { Party } from './party';
import type { Operations } from './rule-parts';
import { gatewaysOf } from '../manifests/gateways';
import { fullHost } from '../manifests/hosts';
import type { Manifests } from '../manifests/manifests';
import { routedTo } from '../manifests/route-targets';
import type { MeshHost, MeshPort } from '../manifests/service-registry';
import type { Decision } from '../simulation/decision';
import { isReadAsHttp } from '../simulation/outbound-hosts';
import { simulate } from '../simulation/simulate';

export interface Wanted {
  readonly service: MeshHost;
  readonly port: MeshPort;
  readonly operations: Operations;
}

/** Whether a caller's requests get to the pods at all: its proxy must know the host, and both ends must agree on TLS. */
export function reachOf(manifests: Manifests, party: Party | undefined, wanted: Wanted): Reach {
  if (party === undefined || party.kind === 'identity') return NOT_ASKED;
  if (party.kind === 'gateway') return throughGateway(manifests, wanted);
  const [{ namespace, name }] = party.workloads;
  return verdictOf(simulate(manifests, { from: `${namespace}/${name}`, ...sampleOf(wanted), now: 0 }), party);
}

/** One request that the rule is about. */
export function sampleOf({ service, port, operations }: Wanted): { readonly to: string; readonly method: string; readonly path: string } {
  const scheme = isReadAsHttp(port.protocol) ? 'http' : 'tcp';
  return { to: `${scheme}://${service.host}:${port.number}`, method: operations.methods[0] ?? 'GET', path: samplePath(operations.paths[0]) };
}

/** A path that a pattern means. */
export function samplePath(pattern: string | undefined): string {
  if (pattern === undefined || pattern === '*') return '/';
  const path = pattern.replace(/\{\*\*?\}/g, 'x');
  if (path.startsWith('*')) return path.startsWith('*/') ? path.slice(1) : `/${path.slice(1)}`;
  return path.endsWith('*') ? path.slice(0, -1) : path;
}

function verdictOf({ outcomes }: Decision, { workloads }: Party): Reach {
  const arrived = outcomes.filter(({ workload }) => workload !== undefined);
  const refused = arrived.find(({ status, by }) => status === 503 || (by === 'nobody' && status === undefined));
  if (arrived.length > 0 && arrived.every((one) => one === refused)) return { verdict: 'no', reason: refused!.reason, hasMutualTls: false };
  if (arrived.length > 0) {
    return {
      verdict: 'yes',
      reason: '',
      hasMutualTls: arrived.every(({ hasMutualTls, workload }) => hasMutualTls === true || workloads.includes(workload!)),
    };
  }
  const [first] = outcomes;
  if (first === undefined) return NOT_ASKED;
  return { verdict: first.by === 'unknown' ? 'unknown' : 'no', reason: first.reason, hasMutualTls: false };
}

/** Whether a route of any gateway leads to the service. */
function throughGateway(manifests: Manifests, { service }: Wanted): Reach {
  const hosts = manifests.once(
    'hosts behind gateways',
    () =>
      new Set(
        manifests
          .ofKind('networking.istio.io/VirtualService')
          .filter((virtualService) => gatewaysOf(virtualService).length > 0)
          .flatMap(({ spec, metadata }) =>
            routedTo(spec).map(({ destination }) => fullHost(destination.host, metadata.namespace, manifests.surroundings.clusterDomain)),
          ),
      ),
  );
  return hosts.has(service.host)
    ? { verdict: 'yes', reason: '', hasMutualTls: true }
    : { verdict: 'no', reason: 'no route of a gateway leads there', hasMutualTls: false };
}
