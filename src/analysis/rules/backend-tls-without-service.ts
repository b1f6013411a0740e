import { knowsNamespace } from '../../manifests/outside';
import { fieldsAt, listOf, textOf } from '../../support/fields';
import { defineRule } from '../rule';

export const backendTlsWithoutService = defineRule({
  code: 'MSH360',
  name: 'backend-tls-without-service',
  severity: 'error',
  summary: 'BackendTLSPolicy of a Service or certificate that does not exist',
  fix: 'Name a Service and a ConfigMap of the namespace of the policy.',
  reads: ['gateway.networking.k8s.io/BackendTLSPolicy', '/Service', '/ConfigMap'],
  messages: {
    service: 'there is no Service {name} in namespace {namespace}: the policy does nothing',
    certificate: 'there is no ConfigMap {name} in namespace {namespace}: the certificate of the backend cannot be verified',
  },
  check: (manifests, report) => {
    for (const policy of manifests.ofKind('gateway.networking.k8s.io/BackendTLSPolicy')) {
      const { namespace } = policy.metadata;
      const isMissing = (kind: string, name: string | undefined) =>
        name !== undefined && manifests.find(kind, namespace, name) === undefined && knowsNamespace(manifests, namespace);
      listOf(policy.spec.targetRefs).forEach(({ kind, name }, index) => {
        const own = textOf(name);
        if (kind === 'Service' && isMissing('/Service', own)) report(policy, `spec.targetRefs[${index}].name`, 'service', { name: own!, namespace });
      });
      listOf(fieldsAt(policy.spec, 'validation').caCertificateRefs).forEach(({ kind, name }, index) => {
        const own = textOf(name);
        // tools make ConfigMaps, too: where there is none at all, they are kept elsewhere
        if (kind === 'ConfigMap' && manifests.inNamespace('/ConfigMap', namespace).length > 0 && isMissing('/ConfigMap', own)) {
          report(policy, `spec.validation.caCertificateRefs[${index}].name`, 'certificate', { name: own!, namespace });
        }
      });
    }
  },
});
