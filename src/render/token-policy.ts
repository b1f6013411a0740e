import { gatewayScopes, type Scope } from './gateway-scope';
import { given, listed } from './given';
import { internal, required } from './internal';
import { pathPatterns } from './path-patterns';
import { selectorOf, workloadLabels } from './selector';
import type { Spec } from './spec';
import { targetPorts } from './target-ports';
import type { AuthorizationPolicySpec } from '../../imports/security.istio.io';
import type { GatewayKey } from '../model/gateway';
import type { ClaimRule, JwtRequirement, JwtSubject } from '../model/jwt';
import type { MeshModel } from '../model/model';
import { isHttp, type ServiceKey } from '../model/service';
import { sortedBy, sortedSet } from '../support/compare';

type AuthorizationPolicy = Spec<AuthorizationPolicySpec>;
type Rule = NonNullable<AuthorizationPolicy['rules']>[number];
type RuleOperation = NonNullable<NonNullable<Rule['to']>[number]['operation']>;
type Condition = NonNullable<Rule['when']>[number];

/**
 * Makes the token mandatory: a RequestAuthentication alone refuses wrong tokens and lets requests without one pass. DENY, so that it
 * holds for every caller that is let in, whatever its rule.
 *
 * @see https://istio.io/latest/docs/tasks/security/authentication/authn-policy/#require-a-valid-token
 */
export function renderTokenPolicy(model: MeshModel, subject: JwtSubject): AuthorizationPolicy {
  return subject.kind === 'service' ? serviceTokenPolicy(model, subject.service) : gatewayTokenPolicy(model, subject.gateway);
}

function serviceTokenPolicy(model: MeshModel, key: ServiceKey): AuthorizationPolicy {
  const service = required(model.services.get(key), `service ${key}`);
  const ports = targetPorts(service.ports.filter((port) => isHttp(port.protocol)));
  // a DENY rule that speaks of requests only denies every TCP connection where it names no port
  if (ports.length === 0) internal(`${key} needs a token and has no HTTP port`);
  return policy(selectorOf(service), model.jwtOf(key).flatMap((requirement) => rulesOf(requirement, { operation: { ports }, when: [] })));
}

/** All that the gateway was told in one object, for the namespace of its pods. */
function gatewayTokenPolicy(model: MeshModel, key: GatewayKey): AuthorizationPolicy {
  const { workload, servers } = required(model.gateways.get(key), `gateway ${key}`);
  const rules = model.gatewayJwtOf(key).flatMap((requirement) =>
    gatewayScopes(servers, hostsOf(requirement.subject)).flatMap((scope) => rulesOf(requirement, scope, answersPages(model, key))));
  return policy({ matchLabels: workloadLabels(workload.labels, `gateway ${key}`) }, rules);
}

function hostsOf(subject: JwtSubject): readonly string[] {
  return subject.kind === 'gateway' ? subject.hosts : [];
}

/** Whether browsers ask this gateway what pages of other origins may do. */
function answersPages(model: MeshModel, key: GatewayKey): boolean {
  return model.hostsOf(key).some(({ routes }) => routes.some(({ cors }) => cors !== undefined));
}

function policy(selector: AuthorizationPolicy['selector'], rules: readonly Rule[]): AuthorizationPolicy {
  if (rules.length === 0) internal('no token is required, so there is no policy about it');
  return { action: 'DENY', selector, rules };
}

/** First whoever has no token of these issuers; then, issuer by issuer, whose token lacks a claim. */
function rulesOf({ rules, publicPaths }: JwtRequirement, { operation, when }: Scope, exceptPreflights = false): Rule[] {
  if (rules.length === 0) internal('a token is required of no issuer');
  const to = [{ operation: given({ ...operation, notPaths: listed(pathPatterns(publicPaths)) }) }];
  const accepted = sortedSet(rules.map((rule) => anySubject(rule.issuer)));
  const from = [{ source: { notRequestPrincipals: accepted } }];
  const without = exceptPreflights ? unlessPreflight(from, to[0].operation, when) : [given({ from, to, when: listed(when) })];
  const lacking = sortedBy(rules, (rule) => rule.issuer).flatMap((rule) => sortedBy(rule.claims, claimKey).map((claim) => ({
    from: [{ source: { requestPrincipals: [anySubject(rule.issuer)] } }],
    to,
    when: [...when, { key: claimKey(claim), notValues: claimValues(claim) }],
  })));
  return [...without, ...lacking];
}

/**
 * Browsers ask without a token whether a page may send one, and policies are asked before the proxy answers that. Such a question is an
 * OPTIONS request with a header of its own; neither alone makes it one.
 */
function unlessPreflight(from: Rule['from'], operation: RuleOperation, when: readonly Condition[]): Rule[] {
  return [
    given({ from, to: [{ operation: { ...operation, notMethods: ['OPTIONS'] } }], when: listed(when) }),
    { from, to: [{ operation: { ...operation, methods: ['OPTIONS'] } }], when: [...when, { key: 'request.headers[access-control-request-method]', notValues: ['*'] }] },
  ];
}

/** Istio takes the last slash as the border between issuer and subject: this is exactly this issuer, with any subject. */
function anySubject(issuer: string): string {
  return issuer === '' || issuer.includes('*') ? internal(`the issuer ${JSON.stringify(issuer)} cannot be matched literally`) : `${issuer}/*`;
}

function claimKey({ claim }: ClaimRule): string {
  const nameable = claim.length > 0 && claim.every((part) => part !== '' && !/[[\]]/.test(part));
  if (!nameable) internal(`the claim ${JSON.stringify(claim)} cannot be named in a policy`);
  return `request.auth.claims${claim.map((part) => `[${part}]`).join('')}`;
}

/** `notValues` is also true where the claim is absent: a token that does not say is denied like one that says something else. */
function claimValues({ claim, values }: ClaimRule): string[] {
  const literal = values.length > 0 && values.every((value) => value !== '' && !value.startsWith('*') && !value.endsWith('*'));
  return literal ? sortedSet(values) : internal(`the values of the claim ${JSON.stringify(claim)} are none, empty or wildcards`);
}
