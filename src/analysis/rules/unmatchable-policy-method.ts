import { valuesOf } from '../../manifests/rule-attributes';
import { defineRule } from '../rule';

export const unmatchablePolicyMethod = defineRule({
  code: 'MSH281',
  name: 'unmatchable-policy-method',
  severity: 'error',
  summary: 'policy about a method that no request has',
  fix: 'Write methods in capitals; calls of gRPC are `POST`, and their names are `paths`.',
  upstream: ['KIA0102'],
  reads: ['security.istio.io/AuthorizationPolicy'],
  messages: {
    letters: 'methods are compared letter by letter: {value} is not {meant}',
    call: '{value} is no method: calls of gRPC are POST, and this is their path',
  },
  check: (manifests, report) => {
    for (const policy of manifests.ofKind('security.istio.io/AuthorizationPolicy')) {
      for (const { attribute, path, values } of valuesOf(policy.spec.rules)) {
        if (attribute !== 'operation.methods' && attribute !== 'operation.notMethods') continue;
        values.forEach((value, index) => {
          const at = `${path}[${index}]`;
          if (value.includes('/')) report(policy, at, 'call', { value });
          else if (value !== value.toUpperCase()) report(policy, at, 'letters', { value, meant: value.toUpperCase() });
        });
      }
    }
  },
});
