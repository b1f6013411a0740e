import { given } from './given';
import { internal, required } from './internal';
import { selectorOf } from './selector';
import type { Spec } from './spec';
import type { PeerAuthenticationSpec } from '../../imports/security.istio.io';
import type { PlaintextException } from '../model/call';
import type { MeshSettings } from '../model/mesh';
import type { MeshModel } from '../model/model';
import { type Namespace, reached } from '../model/namespace';
import type { ServiceKey } from '../model/service';

type PeerAuthentication = Spec<PeerAuthenticationSpec>;
type Mtls = NonNullable<PeerAuthentication['mtls']>;

/** Whether a namespace's workloads still take plaintext. */
export function renderNamespacePeerAuthentication(namespace: Namespace): PeerAuthentication {
  return { mtls: modeOf(namespace) };
}

/** What every namespace does that says nothing for itself. It belongs into the root namespace. */
export function renderMeshPeerAuthentication({ mtls }: Pick<MeshSettings, 'mtls'>): PeerAuthentication {
  return { mtls: { mode: required(mtls, 'mesh-wide mode of mutual TLS') } };
}

/** One service excepted from mutual TLS: as a whole, or on some ports. */
export function renderPlaintext(model: MeshModel, key: ServiceKey): PeerAuthentication {
  const service = required(model.services.get(key), `service ${key}`);
  const exceptions = model.plaintextOf(key);
  if (exceptions.length === 0) internal(`${key} has no exception from mutual TLS`);
  const [whole] = exceptions.filter((exception) => exception.ports === undefined);
  return given({
    selector: selectorOf(service),
    mtls: whole === undefined ? inheritedBy(model, service.namespace) : { mode: whole.mode },
    portLevelMtls: portModes(exceptions),
  });
}

/** Keyed by the pod's port: by the Service's it would be ignored. */
function portModes(exceptions: readonly PlaintextException[]): Record<string, Mtls> | undefined {
  const modes: Record<string, Mtls> = {};
  for (const { ports, mode } of exceptions) {
    for (const { targetPort } of ports ?? []) modes[targetPort] = { mode };
  }
  // keys that are numbers come in their order, whatever the order of the exceptions
  return Object.keys(modes).length === 0 ? undefined : modes;
}

/** Zero trust says its mode for itself. Elsewhere nothing is said, which inherits the namespace's or the mesh's, and so loosens neither. */
function inheritedBy(model: MeshModel, name: string): Mtls | undefined {
  const namespace = model.namespaces.get(name);
  return namespace?.zeroTrust ? modeOf(namespace) : undefined;
}

function modeOf({ stage }: Namespace): Mtls {
  return { mode: reached(stage, 'STRICT') ? 'STRICT' : 'PERMISSIVE' };
}
