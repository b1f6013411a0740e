import { valuesOf } from '../../manifests/rule-attributes';
import { defineRule } from '../rule';

export const unmatchablePolicyPath = defineRule({
  code: 'MSH280',
  name: 'unmatchable-policy-path',
  severity: 'error',
  summary: 'policy about a path that no request has when it is judged',
  fix: 'Write the path as the proxy sees it: with a leading slash, without query and fragment, without `.` and `..`, and with plain letters.',
  reads: ['security.istio.io/AuthorizationPolicy'],
  messages: {
    relative: 'paths of requests begin with a slash: {value} is none of them',
    query: 'paths are judged without query and fragment: {value} is none of them',
    unnormalized: 'paths are normalized before they are judged: {value} never is as it stands here',
  },
  check: (manifests, report) => {
    for (const policy of manifests.ofKind('security.istio.io/AuthorizationPolicy')) {
      for (const { attribute, path, values } of valuesOf(policy.spec.rules)) {
        if (attribute !== 'operation.paths' && attribute !== 'operation.notPaths') continue;
        values.forEach((value, index) => {
          const fault = faultOf(value);
          if (fault !== undefined) report(policy, `${path}[${index}]`, fault, { value });
        });
      }
    }
  },
});

function faultOf(value: string): 'relative' | 'query' | 'unnormalized' | undefined {
  if (/[?#]/.test(value)) return 'query';
  // a wildcard in front stands for the slash, too; the target of OPTIONS is a star, and of CONNECT nothing
  if (!value.startsWith('/') && !value.startsWith('*') && !value.startsWith('{')) return 'relative';
  // letters, digits and -._~ need no percent sign, so it is taken away
  const hasNeedlessPercent = /%(4[1-9a-f]|5[0-9af]|6[1-9a-f]|7[0-9ae]|3\d|2[de])/i.test(value);
  return hasNeedlessPercent || /\\|\/\.\.?(\/|$)/.test(value) ? 'unnormalized' : undefined;
}
