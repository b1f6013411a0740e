import { isGranted, kindOf, kubernetesGatewaysOf } from '../../manifests/gateway-api';
import { knowsNamespace } from '../../manifests/outside';
import { defineRule } from '../rule';

export const certificateWithoutGrant = defineRule({
  code: 'MSH353',
  name: 'certificate-without-grant',
  severity: 'error',
  summary: 'certificate of another namespace that does not allow it',
  fix: 'Add a ReferenceGrant to the namespace of the Secret, or keep the Secret beside the Gateway.',
  reads: ['gateway.networking.k8s.io/Gateway', 'gateway.networking.k8s.io/ReferenceGrant'],
  messages: {
    refused: 'namespace {namespace} grants no Gateway of namespace {from} its Secret {name}: the listener is closed',
  },
  check: (manifests, report) => {
    for (const gateway of kubernetesGatewaysOf(manifests)) {
      (gateway.spec.listeners ?? []).forEach(({ tls }, listener) => (tls?.certificateRefs ?? []).forEach((reference, index) => {
        const { namespace, name } = reference;
        if (namespace === undefined || namespace === gateway.metadata.namespace || !knowsNamespace(manifests, namespace)) return;
        if (!isGranted(manifests, gateway, { kind: kindOf(reference, '/Secret'), namespace, name })) {
          report(gateway, `spec.listeners[${listener}].tls.certificateRefs[${index}].namespace`, 'refused', { namespace, name, from: gateway.metadata.namespace });
        }
      }));
    }
  },
});
