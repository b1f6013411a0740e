import { AuthorizationPolicies, type CustomAuthorization } from './authorization';
import type { Endpoint } from './cluster';
import type { Outcome, Step } from './decision';
import { isReadAsHttp } from './outbound-hosts';
import { receiverOf } from './receiver';
import { type Arrival, type Request } from './request';
import { TokenRules } from './request-authentication';
import { titleOf } from '../manifests/manifest';
import type { Manifests } from '../manifests/manifests';
import type { Place } from '../manifests/policies';
import type { Protocol } from '../manifests/protocol';
import type { Workload } from '../manifests/workload';

/** A request on its way from one proxy, or a pod without one, to pods. */
export interface Hop {
  readonly request: Request;
  readonly transport: 'mutual' | 'plain' | 'tls';
  /** Who the caller's certificate says he is. */
  readonly principal: string | undefined;
  readonly sourceIp: string | undefined;
  readonly remoteIp: string | undefined;
  /** The name that the connection asks for when TLS begins. */
  readonly sni: string | undefined;
  /** Whether a proxy answers the caller when the connection fails. */
  readonly isAnswered: boolean;
  readonly now: number;
}

type Result = Omit<Outcome, 'share'>;

/** What pods, and the proxy before them, make of a request. */
export function arrive(manifests: Manifests, endpoint: Endpoint, hop: Hop, steps: Step[]): Result {
  const { workload, port } = endpoint;
  const receiver = receiverOf(manifests, endpoint);
  const reached = { workload, port, hasMutualTls: hop.transport === 'mutual' };
  if (!receiver.hasProxy) {
    steps.push({ stage: 'mtls', verdict: `${workload.namespace}/${workload.name} has no proxy: no policy is enforced there` });
    if (hop.transport === 'mutual') {
      return { ...reached, ...failed(hop, 'the caller begins with mutual TLS, which pods without a proxy do not understand') };
    }
    return { ...reached, by: 'application', reason: 'no proxy judges what comes', received: hop.request };
  }
  const { mode, object } = receiver.peers;
  const says = object === undefined ? 'as by default' : `by ${titleOf(object)}`;
  if (hop.transport !== 'mutual' && mode === 'STRICT') {
    steps.push({ stage: 'mtls', verdict: 'refused: mutual TLS is required', object });
    return { ...reached, ...failed(hop, `mutual TLS is required ${says}, and the caller comes without`), object };
  }
  if (hop.transport === 'mutual' && mode === 'DISABLE') {
    steps.push({ stage: 'mtls', verdict: 'refused: mutual TLS is disabled', object });
    return { ...reached, ...failed(hop, `mutual TLS is disabled ${says}, and the caller insists on it`), object };
  }
  steps.push({
    stage: 'mtls',
    verdict:
      hop.transport === 'mutual' ? `mutual TLS (${mode}): the caller is ${hop.principal}` : `plaintext (${mode}): the caller proves no identity`,
    object,
  });
  return { ...reached, ...judged(manifests, workload, port, hop, receiver.protocol, steps) };
}

function failed({ isAnswered }: Hop, reason: string): Result {
  return isAnswered ? { by: 'proxy', status: 503, reason } : { by: 'nobody', reason };
}

/** The policies of pods in the order of the proxy's filters: CUSTOM, tokens, DENY, ALLOW. */
function judged(manifests: Manifests, workload: Workload, port: number, hop: Hop, protocol: Protocol, steps: Step[]): Result {
  const isHttp = hop.request.isHttp && isReadAsHttp(protocol);
  const refusal = judge(manifests, workload, isHttp, { ...hop, port, destinationIp: undefined }, steps);
  if (refusal.result !== undefined) {
    return refusal.result.by === 'proxy' && !isHttp ? { ...refusal.result, by: 'nobody', status: undefined } : refusal.result;
  }
  return { by: 'application', reason: refusal.reason, object: refusal.object, path: refusal.path, received: refusal.request };
}

export interface Judged {
  /** What comes of it where it does not go on. */
  readonly result?: Result;
  readonly reason: string;
  readonly object?: Outcome['object'];
  readonly path?: string;
  /** As it goes on. */
  readonly request: Request;
  readonly claims: Arrival['claims'];
}

/** What the policies about some pods make of a request: the same at gateways and before applications. */
export function judge(
  manifests: Manifests,
  place: Place & { readonly name?: string },
  isHttp: boolean,
  hop: Hop & { readonly port: number; readonly destinationIp: string | undefined },
  steps: Step[],
): Judged {
  const policies = policiesOf(manifests, place, !isHttp);
  const arrival: Arrival = {
    request: hop.request,
    principal: hop.transport === 'mutual' ? hop.principal : undefined,
    sourceIp: hop.sourceIp,
    remoteIp: remoteIpOf(hop),
    destinationIp: hop.destinationIp,
    port: hop.port,
    sni: hop.sni,
    claims: undefined,
  };
  const custom = policies.authorization.judgeCustom(arrival);
  if (custom.denied !== undefined) {
    steps.push({ stage: 'custom', verdict: 'denied: its provider does not exist', ...custom.denied });
    const reason = `${titleOf(custom.denied.object)} asks a provider that does not exist`;
    return ended(hop.request, { by: 'proxy', status: 403, reason, ...custom.denied });
  }
  const tokens = isHttp
    ? policies.tokens.judge(hop.request, hop.now)
    : { request: hop.request, claims: undefined, object: undefined, refused: undefined };
  if (tokens.refused !== undefined) {
    const { status, reason, object } = tokens.refused;
    steps.push({ stage: 'token', verdict: `refused with ${status}: ${reason}`, object });
    return ended(hop.request, { by: 'proxy', status, reason: `the token is refused: ${reason}`, object });
  }
  if (tokens.claims !== undefined) steps.push({ stage: 'token', verdict: 'accepted', object: tokens.object });
  return authorized(policies.authorization, { ...arrival, request: tokens.request, claims: tokens.claims }, custom, steps);
}

function ended(request: Request, result: Result): Judged {
  return { result, reason: result.reason, request, claims: undefined };
}

function authorized(
  policies: AuthorizationPolicies,
  arrival: Arrival,
  { asked, provider }: CustomAuthorization,
  steps: Step[],
): Judged {
  const verdict = policies.judge(arrival);
  for (const { object, path, wouldBe } of verdict.watching) {
    steps.push({ stage: 'authorization', verdict: wouldBe === 'audited' ? 'audited' : `would be ${wouldBe} (dry run)`, object, path });
  }
  const by = verdict.rule === undefined ? {} : { object: verdict.rule.object, path: verdict.rule.path };
  const goesOn = { request: arrival.request, claims: arrival.claims };
  if (verdict.allowed === false) {
    const reason =
      verdict.rule !== undefined
        ? `denied by ${titleOf(verdict.rule.object)}, ${verdict.rule.path}`
        : `no rule of ${verdict.others.map(titleOf).join(', ')} allows it`;
    const object = verdict.rule?.object ?? verdict.others[0];
    steps.push({ stage: 'authorization', verdict: reason, object, path: by.path });
    return { ...goesOn, reason, result: { by: 'proxy', status: 403, reason, object, path: by.path } };
  }
  if (asked.length > 0) {
    const reason = `not simulated: the provider ${provider}, which ${titleOf(asked[0].object)} asks`;
    steps.push({ stage: 'custom', verdict: reason, ...asked[0] });
    return { ...goesOn, reason, result: { by: 'unknown', reason, ...asked[0] } };
  }
  if (verdict.allowed === undefined) {
    const reason = `not simulated: ${titleOf(verdict.rule!.object)}, ${verdict.rule!.path}, asks for something that the request does not say`;
    steps.push({ stage: 'authorization', verdict: reason, ...by });
    return { ...goesOn, reason, result: { by: 'unknown', reason, ...by } };
  }
  const reason = verdict.rule === undefined ? 'no policy is about it' : `allowed by ${titleOf(verdict.rule.object)}, ${verdict.rule.path}`;
  steps.push({ stage: 'authorization', verdict: reason, ...by });
  return { ...goesOn, reason, ...by };
}

/** Those who forward requests name the address they had them from. */
function remoteIpOf({ request, remoteIp, sourceIp }: Hop): string | undefined {
  if (remoteIp !== undefined) return remoteIp;
  return request.headers.get('x-forwarded-for')?.split(',').at(-1)!.trim() ?? sourceIp;
}

interface Policies {
  readonly authorization: AuthorizationPolicies;
  readonly tokens: TokenRules;
}

function policiesOf(manifests: Manifests, place: Place & { readonly name?: string }, forTcp: boolean): Policies {
  const of = manifests.once('policies of places', () => new Map<string, Policies>());
  const key = `${place.namespace}/${place.name ?? ''}/${forTcp}/${place.name === undefined ? JSON.stringify(place.labels) : ''}`;
  let found = of.get(key);
  if (found === undefined) {
    found = { authorization: AuthorizationPolicies.for(manifests, place, forTcp), tokens: TokenRules.for(manifests, place) };
    of.set(key, found);
  }
  return found;
}
