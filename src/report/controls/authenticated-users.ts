import { against, type Control, type Environment, type Judgement, ofServices, type ProtectedService, shown } from './control';
import { entrancesTo } from './entrances';
import { podsOfGateway } from '../../manifests/gateways';
import type { AuthorizationPolicySpec } from '../../manifests/kinds/policies';
import { idOf } from '../../manifests/manifest';
import type { Manifest } from '../../manifests/manifest';
import { isDryRun, type Place, policiesOf } from '../../manifests/policies';

/** Whether requests from outside need a token that a proxy validates: at the gateway, or at the service. */
export const authenticatedUsers: Control = {
  section: '8.3.1',
  title: 'access of users is authenticated',
  beyond: 'how users come by their tokens, with which factors, and where no token is needed; what applications ask for themselves',
  judge: (environment) => ofServices(environment, (service) => fromOutside(environment, service)),
};

function fromOutside(environment: Environment, service: ProtectedService): Judgement {
  const gateways = [...new Set(entrancesTo(environment, service).map(({ gateway }) => gateway))];
  if (gateways.length === 0) return { shown: [], against: [] };
  const places: Place[] = [...service.workloads, ...gateways.flatMap((gateway) => podsOfGateway(environment.manifests, gateway))];
  const demanding = places.flatMap((place) => policiesOf(environment.manifests, 'security.istio.io/AuthorizationPolicy', place).filter(demandsToken));
  return demanding.length > 0
    ? shown(`requests from outside to ${service.key} are refused without a valid token, as far as these policies say`, [...new Map(demanding.map((policy) => [JSON.stringify(idOf(policy)), policy])).values()])
    : against(`no policy asks requests from outside to ${service.key} for a token`, gateways);
}

/** A DENY of whoever has no valid token. */
function demandsToken(policy: Manifest<AuthorizationPolicySpec>): boolean {
  return policy.spec.action === 'DENY' && !isDryRun(policy)
    && (policy.spec.rules ?? []).some(({ from = [] }) => from.some(({ source }) => (source?.notRequestPrincipals ?? []).length > 0));
}
