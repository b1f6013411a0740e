import { serviceOfHost } from '../../manifests/hosts';
import { knowsHost } from '../../manifests/outside';
import { valuesOf } from '../../manifests/rule-attributes';
import { defineRule } from '../rule';

export const unknownPolicyHost = defineRule({
  code: 'MSH282',
  name: 'unknown-policy-host',
  severity: 'warning',
  summary: 'policy about a service that does not exist',
  fix: 'Correct the name of the Service or its namespace.',
  upstream: ['KIA0104'],
  reads: ['security.istio.io/AuthorizationPolicy', '/Service', 'networking.istio.io/ServiceEntry'],
  messages: {
    unknown: 'there is no Service {host}: no request is for it',
  },
  check: (manifests, report) => {
    const { clusterDomain } = manifests.surroundings;
    for (const policy of manifests.ofKind('security.istio.io/AuthorizationPolicy')) {
      for (const { attribute, path, values } of valuesOf(policy.spec.rules)) {
        if (attribute !== 'operation.hosts' && attribute !== 'operation.notHosts') continue;
        values.forEach((value, index) => {
          const host = value.replace(/:[\d*]+$/, '').toLowerCase();
          if (host.includes('*') || serviceOfHost(host, clusterDomain) === undefined) return;
          if (knowsHost(manifests, host) === false) report(policy, `${path}[${index}]`, 'unknown', { host });
        });
      }
    }
  },
});
