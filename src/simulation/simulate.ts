import { callerAt, principalOf } from './callers';
import type { Decision, Outcome, Step } from './decision';
import { enter } from './enter';
import { headersOf } from './headers';
import { notSimulated } from './not-simulated';
import { leave } from './outbound';
import type { Routing } from './pipeline';
import { normalized, type Request } from './request';
import { throughGateways } from './through-gateway';
import { type Claims, tokenText } from './token';
import type { Manifests } from '../manifests/manifests';
import type { Place } from '../manifests/policies';

/** A question: may somebody ask somebody else for something, and what comes of it? */
export interface Question {
  /** `outside` (through a gateway), `namespace/workload`, `plain:namespace`, or `client:namespace/account`. */
  readonly from: string;
  /** A host with or without a port, or a URL: `http`, `https`, `tcp`, `tls`. */
  readonly to: string;
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Claims of a valid token, sent as `authorization: Bearer …`. */
  readonly claims?: Claims;
  readonly hasForgedToken?: boolean;
  readonly sourceIp?: string;
  /** A client outside shows a certificate that the gateway's authorities have signed. */
  readonly hasCertificate?: boolean;
  /** Seconds since 1970, for tokens; today's unless told. */
  readonly now?: number;
}

const PORTS: Readonly<Record<string, number>> = { http: 80, https: 443, tcp: 80, tls: 443 };

/** Answers a question by the manifests alone. */
export function simulate(manifests: Manifests, question: Question): Decision {
  const { request, host, port } = requestOf(question);
  const steps: Step[] = [];
  const path = request.isHttp ? normalized(request.path) : request.path;
  if (path === undefined) {
    return { outcomes: [{ share: 100, by: 'proxy', status: 400, reason: 'the path is none' }], steps, route: undefined, notSimulated: [] };
  }
  const now = question.now ?? Math.floor(Date.now() / 1000);
  const sent = { ...request, path };
  if (question.from === 'outside') {
    return decided(
      manifests,
      enter(manifests, { request: sent, port, hasCertificate: question.hasCertificate ?? false, sourceIp: question.sourceIp, now }, steps),
      steps,
      manifests.surroundings.gatewayWorkloads,
    );
  }
  const caller = callerAt(manifests, question.from);
  const left = leave(manifests, { caller, request: sent, host, port, sourceIp: question.sourceIp, now }, steps);
  return decided(
    manifests,
    throughGateways(manifests, left, { principal: principalOf(manifests, caller), sourceIp: question.sourceIp, now }, steps),
    steps,
    caller.workload !== undefined ? [caller] : [],
  );
}

function decided(manifests: Manifests, { outcomes, route }: Routing, steps: readonly Step[], places: readonly Place[]): Decision {
  const workloads = outcomes.flatMap(({ workload }) => workload ?? []);
  const unknown = outcomes.filter(({ by }) => by === 'unknown').map(({ reason }) => reason);
  return {
    outcomes: joined(outcomes),
    steps,
    route,
    notSimulated: [...new Set([...unknown, ...notSimulated(manifests, [...places, ...workloads])])],
  };
}

/** What comes out the same way for the same reason is one outcome. */
function joined(outcomes: readonly Outcome[]): readonly Outcome[] {
  if (outcomes.length < 2) return outcomes;
  const found: Outcome[] = [];
  for (const outcome of outcomes) {
    const index = found.findIndex(
      (one) =>
        one.by === outcome.by &&
        one.status === outcome.status &&
        one.workload === outcome.workload &&
        one.reason === outcome.reason &&
        one.cluster === outcome.cluster &&
        arrivesAlike(one.received, outcome.received),
    );
    if (index < 0) found.push(outcome);
    else found[index] = { ...found[index], share: found[index].share + outcome.share };
  }
  return found;
}

/** Destinations of one host may differ by what becomes of the request on the way. */
function arrivesAlike(one: Request | undefined, other: Request | undefined): boolean {
  if (one === other) return true;
  if (one === undefined || other === undefined || one.path !== other.path || one.authority !== other.authority) return false;
  return one.headers.size === other.headers.size && [...one.headers].every(([name, value]) => other.headers.get(name) === value);
}

interface Asked {
  readonly request: Request;
  readonly host: string;
  readonly port: number;
}

function requestOf({ to, method = 'GET', path, headers = {}, claims, hasForgedToken = false }: Question): Asked {
  const [, scheme = 'http', authority, rest] = /^(?:([a-z0-9]+):\/\/)?([^/?#]+)(.*)$/.exec(to) ?? [, 'http', to, ''];
  const [, host, given] = /^(.*?)(?::(\d+))?$/.exec(authority)!;
  const all = headersOf(headers);
  const named = all.get('host') ?? all.get(':authority');
  all.delete('host');
  all.delete(':authority');
  if (claims !== undefined) all.set('authorization', `Bearer ${tokenText(claims, hasForgedToken)}`);
  const isEncrypted = scheme === 'https' || scheme === 'tls';
  return {
    host,
    port: given === undefined ? (PORTS[scheme] ?? 80) : Number(given),
    request: {
      method,
      path: path ?? (rest === '' ? '/' : rest),
      authority: named ?? authority,
      scheme: isEncrypted ? 'https' : 'http',
      headers: all,
      isHttp: scheme === 'http' || scheme === 'https',
      sni: isEncrypted ? host.toLowerCase() : undefined,
    },
  };
}
