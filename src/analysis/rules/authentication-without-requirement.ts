import { dataPlaneOf } from '../../manifests/data-plane';
import type { AuthorizationPolicySpec, RequestAuthenticationSpec } from '../../manifests/kinds/policies';
import type { Manifest } from '../../manifests/manifest';
import type { Manifests } from '../../manifests/manifests';
import { outsideGatewaysOf, policiesOf, type Place, targetsOf, workloadsOf } from '../../manifests/policies';
import { isAboutTokens, valuesOf } from '../../manifests/rule-attributes';
import { defineRule } from '../rule';

export const authenticationWithoutRequirement = defineRule({
  code: 'MSH276',
  name: 'authentication-without-requirement',
  severity: 'warning',
  summary: 'tokens that are read, and required by no policy',
  fix: 'Add an AuthorizationPolicy for the same pods that requires `requestPrincipals`, or denies those without.',
  reads: ['security.istio.io/RequestAuthentication', 'security.istio.io/AuthorizationPolicy', 'networking.istio.io/VirtualService', '/Namespace'],
  messages: {
    optional: 'no AuthorizationPolicy for {pods} asks for a token: requests without one pass, only wrong ones are refused',
  },
  check: (manifests, report) => {
    for (const authentication of manifests.ofKind('security.istio.io/RequestAuthentication')) {
      if (targetsOf(authentication.spec).length > 0 || (authentication.spec.jwtRules ?? []).length === 0) continue;
      const open = placesOf(manifests, authentication).find((place) => !isRequired(manifests, place));
      if (open !== undefined) report(authentication, 'spec.jwtRules', 'optional', { pods: open.name });
    }
  },
});

/** Pods that a policy is for, those of gateways outside among them; the proxy of a node reads no tokens at all. */
function placesOf(manifests: Manifests, policy: Manifest<RequestAuthenticationSpec>): (Place & { readonly name: string })[] {
  const gateways = policy.spec.selector === undefined || routesByClaims(manifests) ? [] : outsideGatewaysOf(manifests, policy);
  return [
    ...workloadsOf(manifests, policy).filter((workload) => dataPlaneOf(manifests, workload) !== 'ambient').map(({ namespace: own, labels, name }) => ({ namespace: own, labels, name: `${own}/${name}` })),
    ...gateways.map(({ namespace: own, labels }) => ({ namespace: own, labels, name: `the gateway of ${own}` })),
  ];
}

function isRequired(manifests: Manifests, place: Place): boolean {
  const policies = policiesOf(manifests, 'security.istio.io/AuthorizationPolicy', place);
  return policies.some(({ spec }) => isDenial(spec) || valuesOf(spec.rules).some(({ attribute }) => isAboutTokens(attribute)));
}

/** A policy without rules allows nothing, and one of another authority decides for itself. */
function isDenial({ action = 'ALLOW', rules = [] }: AuthorizationPolicySpec): boolean {
  return action === 'CUSTOM' || (action === 'ALLOW' && rules.length === 0);
}

/** Whether routes are chosen by claims: then the token decides about the way, and its absence, too. */
function routesByClaims(manifests: Manifests): boolean {
  return manifests.once('routes by claims', () => manifests.ofKind('networking.istio.io/VirtualService').some(({ spec }) =>
    (spec.http ?? []).some(({ match = [] }) => match.some(({ headers = {} }) => Object.keys(headers).some((name) => name.toLowerCase().startsWith('@request.auth.claims'))))));
}
