import { gatewayScopes } from './gateway-scope';
import { given, listed } from './given';
import { internal, required } from './internal';
import { pathPatterns } from './path-patterns';
import { selectorOf, workloadLabels } from './selector';
import type { Spec } from './spec';
import { targetPorts } from './target-ports';
import type { AuthorizationPolicySpec } from '../../imports/security.istio.io';
import type { Protection } from '../model/external-authorization';
import { type GatewayKey, httpHosts } from '../model/gateway';
import type { MeshModel } from '../model/model';
import type { ServiceKey } from '../model/service';
import { canonical, sortedBy, sortedSet } from '../support/compare';

type AuthorizationPolicy = Spec<AuthorizationPolicySpec>;
type Rule = NonNullable<AuthorizationPolicy['rules']>[number];

/**
 * Which requests to a service wait for the decision of somebody else. The proxy asks before it reads tokens and before any other policy,
 * so such rules can name no identity; who is refused there never asks for less.
 *
 * @see https://istio.io/latest/docs/tasks/security/authorization/authz-custom/
 */
export function renderServiceProtection(model: MeshModel, key: ServiceKey): AuthorizationPolicy {
  const service = required(model.services.get(key), `service ${key}`);
  return policy(selectorOf(service), model.protectionsOf(key), ({ subject, methods, paths, exceptPaths }) => {
    const ports = subject.kind === 'service' ? subject.ports : [];
    if (ports.length === 0) internal(`${key} is protected on no port, which Istio reads as all`);
    return [{ to: [{ operation: given({ ...operation({ methods, paths, exceptPaths }), ports: targetPorts(ports) }) }] }];
  });
}

/** The same for requests to the hosts of a gateway, in the namespace of its pods. */
export function renderGatewayProtection(model: MeshModel, key: GatewayKey): AuthorizationPolicy {
  const { workload, servers } = required(model.gateways.get(key), `gateway ${key}`);
  const scopes = gatewayScopes(servers, httpHosts(servers));
  return policy({ matchLabels: workloadLabels(workload.labels, `gateway ${key}`) }, model.gatewayProtectionsOf(key), (protection) =>
    scopes.map((scope) => given({ to: [{ operation: { ...scope.operation, ...operation(protection) } }], when: listed(scope.when) })));
}

function policy(selector: AuthorizationPolicy['selector'], protections: readonly Protection[], rulesOf: (protection: Protection) => Rule[]): AuthorizationPolicy {
  const rules = new Map(protections.flatMap(rulesOf).map((rule) => [canonical(rule), rule]));
  if (rules.size === 0) internal('nothing is protected, so there is no policy about it');
  return { action: 'CUSTOM', selector, provider: { name: protections[0].provider }, rules: sortedBy(rules.entries(), ([content]) => content).map(([, rule]) => rule) };
}

function operation({ methods, paths, exceptPaths }: Pick<Protection, 'methods' | 'paths' | 'exceptPaths'>) {
  return given({
    methods: methods && sortedSet(methods),
    paths: paths && pathPatterns(paths),
    notPaths: listed(pathPatterns(exceptPaths)),
  });
}
