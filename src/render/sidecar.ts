import { internal, required } from './internal';
import { workloadLabels } from './selector';
import type { Spec } from './spec';
import type { SidecarSpec } from '../../imports/networking.istio.io';
import type { Call } from '../model/call';
import type { MeshSettings, OutboundMode } from '../model/mesh';
import { fqdn, type MeshModel } from '../model/model';
import { type Namespace, reached } from '../model/namespace';
import type { Service, ServiceKey } from '../model/service';
import { sortedSet } from '../support/compare';

type Sidecar = Spec<SidecarSpec>;

/** What one workload's proxy knows: what it was declared to call. It is a view and no barrier: refusing is up to the callee's policy. */
export function renderWorkloadSidecar(model: MeshModel, key: ServiceKey): Sidecar {
  const service = required(model.services.get(key), `service ${key}`);
  const labels = workloadLabels(service.selector, `service ${key}`);
  return {
    workloadSelector: { labels },
    ...view(model, model.namespaces.get(service.namespace), () => [
      ...hostsOf(model, service.namespace, model.callsFrom(key)), ...grantedHosts(model, service.namespace), ...externalHosts(model, service),
      ...besideHosts(model, key),
    ]),
  };
}

/** What the proxies of a namespace know that have no Sidecar of their own. */
export function renderNamespaceSidecar(model: MeshModel, namespace: Namespace): Sidecar {
  return view(model, namespace, () => ['./*', ...grantedHosts(model, namespace.name)]);
}

/** Where workloads may go that nothing else is said of. It belongs into the root namespace. */
export function renderMeshSidecar({ outbound }: Pick<MeshSettings, 'outbound'>): Sidecar {
  return { egress: [{ hosts: ['*/*'] }], outboundTrafficPolicy: { mode: outbound ?? internal('no mesh-wide outbound traffic policy') } };
}

/**
 * Narrow once the policies are enforced. Before that calls nobody declared still get through, and a host that is not in view would be
 * reached past all routing and without mutual TLS, which a STRICT callee refuses: so everything stays in view.
 */
function view({ settings }: MeshModel, namespace: Namespace | undefined, hosts: () => readonly string[]): Pick<Sidecar, 'egress' | 'outboundTrafficPolicy'> {
  const enforced = namespace !== undefined && namespace.zeroTrust && reached(namespace.stage, 'ENFORCED');
  // said here, since a Sidecar that is silent takes the mesh's installation and not the root namespace's Sidecar
  const mode: OutboundMode = enforced ? 'REGISTRY_ONLY' : settings.outbound ?? 'ALLOW_ANY';
  // the root namespace: what the mesh itself serves, such as telemetry
  return { egress: [{ hosts: enforced ? sortedSet([...hosts(), `${settings.rootNamespace}/*`]) : ['*/*'] }], outboundTrafficPolicy: { mode } };
}

function hostsOf(model: MeshModel, from: string, calls: readonly Call[]): string[] {
  return calls.map((call) => {
    const callee = required(model.services.get(call.callee), `service ${call.callee}`);
    return seenFrom(from, callee.namespace, fqdn(callee, model.settings));
  });
}

/** What every workload of the namespace may call. */
function grantedHosts(model: MeshModel, namespace: string): string[] {
  const whole = model.namespaceGrantsTo(namespace).map((grant) => seenFrom(namespace, grant.namespace, '*'));
  return [...hostsOf(model, namespace, model.callsFromNamespace(namespace)), ...whole];
}

function externalHosts(model: MeshModel, caller: Service): string[] {
  return model.externalCallsFrom(caller.key).flatMap((call) => {
    const external = required(model.externals.get(call.external), `external service ${call.external}`);
    const gateway = model.egressGateways.get(external.egressGateway ?? '');
    const through = gateway === undefined ? [] : [seenFrom(caller.namespace, gateway.namespace, fqdn(gateway, model.settings))];
    return [...external.hosts.map((host) => seenFrom(caller.namespace, external.namespace, host)), ...through];
  });
}

/** Whom its proxy asks in its own pod. */
function besideHosts(model: MeshModel, key: ServiceKey): string[] {
  return model.protectionsOf(key).flatMap(({ provider }) => {
    const does = model.meshConfig.extensionProviders.get(provider)?.does;
    return does?.kind === 'extAuthz' && does.target.kind === 'beside' ? [`./${does.target.host}`] : [];
  });
}

function seenFrom(from: string, namespace: string, host: string): string {
  return `${namespace === from ? '.' : namespace}/${host}`;
}
