import { routesOf } from '../../manifests/gateway-api';
import { defineRule } from '../rule';

/** Filters that answer, so that nobody behind need be there. */
const ANSWERS = new Set(['RequestRedirect', 'ExtensionRef']);

export const routeToNobody = defineRule({
  code: 'MSH355',
  name: 'route-to-nobody',
  severity: 'error',
  summary: 'rule of the Gateway API whose requests go to nobody',
  fix: 'Add a backend with a weight, or a filter that answers.',
  reads: ['HTTPRoute', 'GRPCRoute', 'TLSRoute', 'TCPRoute'].map((kind) => `gateway.networking.k8s.io/${kind}`),
  messages: {
    none: 'the rule has no backend: requests are answered with 500',
    zero: 'all weights are 0: requests are answered with 500',
  },
  check: (manifests, report) => {
    for (const route of routesOf(manifests)) {
      (route.spec.rules ?? []).forEach(({ backendRefs = [], filters = [] }, index) => {
        if (filters.some(({ type }) => ANSWERS.has(type)) || backendRefs.some(({ weight = 1 }) => weight > 0)) return;
        if (backendRefs.length === 0) report(route, `spec.rules[${index}]`, 'none');
        else report(route, `spec.rules[${index}].backendRefs`, 'zero');
      });
    }
  },
});
