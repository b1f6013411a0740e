import { mayBeAdmitted } from '../../manifests/admission';
import type { Manifests } from '../../manifests/manifests';
import { ENTRANCE_KINDS, meshedPodsBehind, openServices, otherEntrances } from '../../manifests/other-entrances';
import { defineRule } from '../rule';

const GATEWAY = 'networking.istio.io/Gateway';

export const entranceBesideTheGateway = defineRule({
  code: 'MSH386',
  name: 'entrance-beside-the-gateway',
  severity: 'warning',
  summary: 'entrance that reaches pods of the mesh around its gateway',
  fix: 'Let it lead to the Service of the gateway, and the gateway to this one; or take mutual TLS only.',
  reads: [...ENTRANCE_KINDS, '/Service', '/Namespace', 'security.istio.io/PeerAuthentication', 'security.istio.io/AuthorizationPolicy', GATEWAY],
  messages: {
    around: '{by} reaches Service {name} in plaintext, past the gateway and what it enforces',
    open: 'Service {name} is open to the outside as {type}: who comes so is in plaintext, past the gateway and what it enforces',
  },
  check: (manifests, report) => {
    // without a gateway of its own, the mesh has another entrance or none
    if (manifests.ofKind(GATEWAY).length === 0) return;
    for (const entrance of otherEntrances(manifests)) {
      if (isReached(manifests, entrance)) report(entrance.object, entrance.path, 'around', { by: entrance.by, name: entrance.service });
    }
    for (const service of openServices(manifests)) {
      const { metadata: { namespace, name }, spec: { ports = [], type } } = service;
      const reached = ports.some(({ port }) => isReached(manifests, { namespace, service: name, port: { number: port } }));
      if (reached) report(service, 'spec.type', 'open', { name, type: type! });
    }
  },
});

/** By somebody without a certificate. */
function isReached(manifests: Manifests, entrance: Parameters<typeof meshedPodsBehind>[1]): boolean {
  return meshedPodsBehind(manifests, entrance).some(({ workload, mode }) => mode !== 'STRICT' && mayBeAdmitted(manifests, workload, undefined));
}
