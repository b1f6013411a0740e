import { INGRESS, ingressBackendsOf, ingressesOf, portOf } from '../../manifests/ingress';
import { knowsNamespace } from '../../manifests/outside';
import { defineRule } from '../rule';

export const unknownIngressBackend = defineRule({
  code: 'MSH342',
  name: 'unknown-ingress-backend',
  severity: 'error',
  summary: 'Ingress to a Service or port that does not exist',
  fix: 'Name a Service of the namespace of the Ingress, and one of its ports: an Ingress cannot lead to another namespace.',
  reads: [INGRESS, '/Service'],
  messages: {
    service: 'there is no Service {name} in namespace {namespace}: requests are answered with 503 or 404',
    port: 'Service {name} has no port {port}: requests are answered with 503 or 404',
  },
  check: (manifests, report) => {
    for (const ingress of ingressesOf(manifests)) {
      const { namespace } = ingress.metadata;
      for (const { service: { name, port }, path } of ingressBackendsOf(ingress)) {
        const service = manifests.find('/Service', namespace, name);
        if (service === undefined) {
          if (knowsNamespace(manifests, namespace)) report(ingress, `${path}.name`, 'service', { name, namespace });
        } else if (portOf(service, port) === undefined) {report(ingress, `${path}.port`, 'port', { name, port: port?.number ?? port?.name ?? '' });}
      }
    }
  },
});
