import { ENTRANCE_KINDS, meshedPodsBehind, otherEntrances } from '../../manifests/other-entrances';
import { defineRule } from '../rule';

export const ingressAroundTheGateway = defineRule({
  code: 'MSH343',
  name: 'ingress-around-the-gateway',
  severity: 'warning',
  summary: 'Ingress that leads around the gateway to pods which take mutual TLS only',
  fix: 'Let the Ingress lead to the Service of the gateway, and the gateway to this one.',
  reads: [...ENTRANCE_KINDS, '/Service', 'security.istio.io/PeerAuthentication', '/Namespace'],
  messages: {
    refused: 'pods of Service {name} take mutual TLS only: {by} is refused, unless it is in the mesh itself and sends to the Service rather than to its pods',
  },
  check: (manifests, report) => {
    for (const entrance of otherEntrances(manifests)) {
      if (!meshedPodsBehind(manifests, entrance).some(({ mode }) => mode === 'STRICT')) continue;
      report(entrance.object, entrance.path, 'refused', { name: entrance.service, by: entrance.by });
    }
  },
});
