import { internal, required } from './internal';
import { principal } from './principal';
import { workloadLabels } from './selector';
import type { Spec } from './spec';
import type { DestinationRuleSpec, GatewaySpec } from '../../imports/networking.istio.io';
import type { AuthorizationPolicySpec } from '../../imports/security.istio.io';
import { EGRESS_PORT, type EgressGateway, type EgressGatewayKey, type ExternalService } from '../model/external';
import { fqdn, type MeshModel } from '../model/model';
import { ordinal, sortedSet } from '../support/compare';

/** One server for each host: within one, a request for another host of it would pass for the one that the connection names. */
export function renderEgressGateway(model: MeshModel, key: EgressGatewayKey): Spec<GatewaySpec> {
  const gateway = gatewayOf(model, key);
  return {
    selector: workloadLabels(gateway.selector, `egress gateway ${key}`),
    servers: model.externalsThrough(key).map((external) => ({
      port: { number: EGRESS_PORT.number, name: `https-${subsetName(external)}`, protocol: 'HTTPS' },
      // VirtualServices of the namespace in which the host is declared, and of no other
      hosts: external.hosts.map((host) => `${external.namespace}/${host}`),
      tls: { mode: 'ISTIO_MUTUAL' as const },
    })),
  };
}

/** Callers show who they are, and name the host when the connection begins: by it the gateway knows what they want. */
export function renderEgressDestinationRule(model: MeshModel, key: EgressGatewayKey): Spec<DestinationRuleSpec> {
  const gateway = gatewayOf(model, key);
  const callers = model.externalsThrough(key).flatMap((external) => callersOf(model, external)).map(({ namespace }) => namespace);
  return {
    host: fqdn(gateway, model.settings),
    exportTo: ['.', ...sortedSet(callers.filter((namespace) => namespace !== gateway.namespace))],
    subsets: model.externalsThrough(key).map((external) => ({
      name: subsetName(external),
      labels: workloadLabels(gateway.selector, `egress gateway ${key}`),
      trafficPolicy: { tls: { mode: 'ISTIO_MUTUAL' as const, sni: external.hosts[0] } },
    })),
  };
}

/** Who may leave the mesh, and whereto. */
export function renderEgressCallers(model: MeshModel, key: EgressGatewayKey): Spec<AuthorizationPolicySpec> {
  const gateway = gatewayOf(model, key);
  const rules = model.externalsThrough(key).flatMap((external) => {
    const principals = sortedSet(callersOf(model, external).map(({ identity }) => principal(identity, model.settings)));
    if (principals.length === 0) return [];
    return [{
      from: [{ source: { principals } }],
      to: [{ operation: { ports: [String(EGRESS_PORT.targetPort)] } }],
      when: [{ key: 'connection.sni', values: [...external.hosts] }],
    }];
  });
  if (rules.length === 0) internal(`nobody leaves the mesh through ${key}, so there is no policy about it`);
  return { action: 'ALLOW', selector: { matchLabels: workloadLabels(gateway.selector, `egress gateway ${key}`) }, rules };
}

/** Of the DestinationRule of the gateway: names of two namespaces may be alike. */
export function subsetName({ namespace, name }: ExternalService): string {
  return `${namespace}-${name}`;
}

export function gatewayOf(model: MeshModel, key: EgressGatewayKey): EgressGateway {
  return required(model.egressGateways.get(key), `egress gateway ${key}`);
}

function callersOf(model: MeshModel, external: ExternalService) {
  const services = model.externalCallsTo(external.key).map(({ caller }) => required(model.services.get(caller), `service ${caller}`));
  return services.sort((a, b) => ordinal(a.key, b.key));
}
