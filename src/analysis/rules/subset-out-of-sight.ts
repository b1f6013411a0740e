import { destinationRulesFrom, destinationRulesNaming } from '../../manifests/destination-rules';
import { allDestinations, type ResolvedTarget } from '../../manifests/destinations';
import { gatewaysOf, isOnMesh, podsOfGateway } from '../../manifests/gateways';
import { serviceOfHost } from '../../manifests/hosts';
import type { Manifests } from '../../manifests/manifests';
import { defineRule } from '../rule';

export const subsetOutOfSight = defineRule({
  code: 'MSH244',
  name: 'subset-out-of-sight',
  severity: 'warning',
  summary: 'route to a subset for clients that do not see its DestinationRule',
  fix: 'Export the DestinationRule, from the namespace of the Service, to wherever the VirtualService is exported.',
  reads: ['networking.istio.io/VirtualService', 'networking.istio.io/DestinationRule', 'networking.istio.io/Gateway', 'networking.istio.io/ServiceEntry', '/Service'],
  messages: {
    hidden: 'clients of {clients} follow this route, but no DestinationRule that defines subset {subset} of {host}: their requests are answered with 503',
  },
  check: (manifests, report) => {
    for (const target of allDestinations(manifests)) {
      const { virtualService, destination: { subset }, host, path } = target;
      if (!subset || !destinationRulesNaming(manifests, host).some(({ spec }) => spec.subsets?.some(({ name }) => name === subset))) continue;
      const service = serviceOfHost(host, manifests.surroundings.clusterDomain)?.namespace ?? manifests.hosts.find(host)[0]?.namespace;
      const blind = clientsOf(manifests, target).find((clients) =>
        !destinationRulesFrom(manifests, clients, host, service).some(({ spec }) => spec.subsets?.some(({ name }) => name === subset)));
      if (blind !== undefined) report(virtualService, `${path}.subset`, 'hidden', { clients: blind === ANY ? 'other namespaces' : `namespace ${blind}`, subset, host });
    }
  },
});

/** A namespace that no object names. */
const ANY = '';

/** The namespaces whose proxies follow the routes. */
function clientsOf(manifests: Manifests, { virtualService }: ResolvedTarget): string[] {
  const { metadata: { namespace }, spec } = virtualService;
  const scopes = spec.exportTo?.length ? spec.exportTo.map((scope) => (scope === '.' ? namespace : scope === '*' ? ANY : scope)) : [ANY];
  if (isOnMesh(spec)) return scopes;
  const gateways = gatewaysOf(virtualService).flatMap((reference) => manifests.find('networking.istio.io/Gateway', reference.namespace, reference.name) ?? []);
  const pods = gateways.flatMap((gateway) => podsOfGateway(manifests, gateway)).map((pod) => pod.namespace);
  return [...new Set(pods)].filter((own) => scopes.includes(ANY) || scopes.includes(own));
}
