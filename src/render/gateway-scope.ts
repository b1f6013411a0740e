import { internal } from './internal';
import type { Spec } from './spec';
import type { AuthorizationPolicySpec } from '../../imports/security.istio.io';
import type { Server } from '../model/gateway';
import { sortedSet } from '../support/compare';

type Rule = NonNullable<Spec<AuthorizationPolicySpec>['rules']>[number];
type RuleOperation = NonNullable<NonNullable<Rule['to']>[number]['operation']>;
type Condition = NonNullable<Rule['when']>[number];

/** Which requests a rule is about. */
export interface Scope {
  readonly operation: RuleOperation;
  readonly when: readonly Condition[];
}

/**
 * A gateway's pods may be shared with other gateways, whose requests and TCP connections are none of our business. Ports cannot tell
 * them apart: the proxy sees those of its pod, which are not known here. Over TLS the server name does, exactly; elsewhere the Host
 * header must. Only plain TCP servers of the same pods are denied along, since a rule about Host means nothing there.
 */
export function gatewayScopes(servers: readonly Server[], hosts: readonly string[]): Scope[] {
  const wanted = new Set(hosts);
  const hostsOf = (is: (server: Server) => boolean) =>
    sortedSet(servers.filter(is).flatMap((server) => server.hosts).filter((host) => wanted.has(host)));
  const secure = hostsOf((server) => server.protocol === 'HTTPS');
  const redirected = hostsOf((server) => server.protocol === 'HTTP' && server.httpsRedirect);
  const plain = hostsOf((server) => server.protocol === 'HTTP' && !server.httpsRedirect);
  return [
    ...(secure.length === 0 ? [] : [secureScope(secure)]),
    ...(redirected.length === 0 ? [] : [redirectedScope(redirected)]),
    ...(plain.length === 0 ? [] : [plainScope(plain)]),
  ];
}

/** The readiness page is no way in; naming a port tells Istio's validation that TCP was thought of. */
const WAYS_IN: RuleOperation = { notPorts: ['15021'] };

const WITHOUT_TLS: Condition = { key: 'connection.sni', notValues: ['*'] };

/**
 * The server name leads to the server, and the server knows its own hosts only. So it cannot be got around by a Host header, to which a
 * client may add any port: routing ignores that, and a policy about `*.example.com` would not match it.
 */
function secureScope(hosts: readonly string[]): Scope {
  return { operation: WAYS_IN, when: hosts.includes('*') ? [] : [{ key: 'connection.sni', values: hosts }] };
}

/**
 * Requests are sent on to HTTPS, and not denied before that. But one that a trusted proxy in front of the gateway took in over TLS is
 * served, without TLS on this side. Where hosts have wildcards it is any host, for no pattern takes `*.example.com` with any port.
 */
function redirectedScope(hosts: readonly string[]): Scope {
  const operation = hosts.some((host) => host.includes('*')) ? WAYS_IN : { ...WAYS_IN, hosts: hostForms(hosts) };
  return { operation, when: [WITHOUT_TLS, { key: 'request.headers[x-forwarded-proto]', values: ['https'] }] };
}

function plainScope(hosts: readonly string[]): Scope {
  return { operation: hosts.includes('*') ? WAYS_IN : { ...WAYS_IN, hosts: hostForms(hosts) }, when: [WITHOUT_TLS] };
}

/** With and without a port, whatever a client writes. */
function hostForms(hosts: readonly string[]): string[] {
  return sortedSet(hosts.flatMap((host) => (host.includes('*') ? internal(`no policy matches ${host} with every port a client may write`) : [host, `${host}:*`])));
}
