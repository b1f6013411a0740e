import { given, listed } from './given';
import { internal, required } from './internal';
import { selectorOf, workloadLabels } from './selector';
import type { Spec } from './spec';
import type { RequestAuthenticationSpec } from '../../imports/security.istio.io';
import type { GatewayKey } from '../model/gateway';
import type { JwtRequirement, JwtRule } from '../model/jwt';
import type { MeshModel } from '../model/model';
import type { ServiceKey } from '../model/service';
import { canonical, sortedBy, sortedSet } from '../support/compare';

type RequestAuthentication = Spec<RequestAuthenticationSpec>;
type RenderedRule = NonNullable<RequestAuthentication['jwtRules']>[number];

/** How a service's proxy reads tokens. Alone it refuses wrong tokens only: the token policy asks for one. */
export function renderServiceToken(model: MeshModel, key: ServiceKey): RequestAuthentication {
  const service = required(model.services.get(key), `service ${key}`);
  return { selector: selectorOf(service), jwtRules: jwtRules(model.jwtOf(key)) };
}

/** How a gateway's proxy reads tokens, on all of its hosts: it knows no hosts. It belongs into the namespace of the gateway's pods. */
export function renderGatewayToken(model: MeshModel, key: GatewayKey): RequestAuthentication {
  const gateway = required(model.gateways.get(key), `gateway ${key}`);
  const selector = { matchLabels: workloadLabels(gateway.workload.labels, `gateway ${key}`) };
  return { selector, jwtRules: jwtRules(model.gatewayJwtOf(key)) };
}

/** By issuer; a rule that several requirements share is written once. */
function jwtRules(requirements: readonly JwtRequirement[]): RenderedRule[] {
  const rules = requirements.flatMap((requirement) => requirement.rules).map(jwtRule);
  if (rules.length === 0) internal('tokens are read of no issuer');
  const distinct = new Map(rules.map((rule) => [`${rule.issuer} ${canonical(rule)}`, rule]));
  return sortedBy(distinct.entries(), ([content]) => content).map(([, rule]) => rule);
}

function jwtRule(rule: JwtRule): RenderedRule {
  return given({
    issuer: rule.issuer,
    // absent: any audience, which is what the author of the rule left open
    audiences: listed(sortedSet(rule.audiences)),
    jwksUri: rule.jwksUri,
    jwks: rule.jwks,
    // all three absent: the Authorization header and the query parameter access_token, Istio's default
    fromHeaders: listed(rule.fromHeaders.map(({ name, prefix }) => given({ name, prefix }))),
    fromParams: listed(rule.fromParams),
    fromCookies: listed(rule.fromCookies),
    forwardOriginalToken: rule.forwardOriginalToken ? true : undefined,
    outputPayloadToHeader: rule.outputPayloadToHeader,
    outputClaimToHeaders: listed(sortedBy(rule.outputClaimToHeaders, ({ header }) => header).map(({ header, claim }) => ({ header, claim }))),
  });
}
