import { valuesOf } from '../../manifests/rule-attributes';
import { defineRule } from '../rule';

export const policyHostWithoutPort = defineRule({
  code: 'MSH279',
  name: 'policy-host-without-port',
  severity: 'warning',
  summary: 'policy about a host that a request with a port in its host escapes',
  fix: 'Name the host twice: as it is, and with `:*`.',
  reads: ['security.istio.io/AuthorizationPolicy'],
  messages: {
    escapes: 'a request for {host}:8080 is not one for {host}: it escapes this rule',
  },
  check: (manifests, report) => {
    for (const policy of manifests.ofKind('security.istio.io/AuthorizationPolicy')) {
      const { action = 'ALLOW', rules } = policy.spec;
      if (action === 'AUDIT') continue;
      for (const { attribute, path, values, isNegative } of valuesOf(rules)) {
        // who is not meant by a denial, or not among those excluded from an allowance, gets through
        const isEscape = (attribute === 'operation.hosts' || attribute === 'operation.notHosts') && isNegative === (action === 'ALLOW');
        if (!isEscape) continue;
        values.forEach((host, index) => {
          if (!host.includes(':') && !host.endsWith('*') && !values.includes(`${host}:*`)) report(policy, `${path}[${index}]`, 'escapes', { host });
        });
      }
    }
  },
});
