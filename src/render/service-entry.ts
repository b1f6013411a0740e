import { serviceEntryExportTo } from './export-to';
import { given, listed } from './given';
import { required } from './internal';
import type { Spec } from './spec';
import type { ServiceEntrySpec } from '../../imports/networking.istio.io';
import type { ExternalService } from '../model/external';
import type { MeshModel } from '../model/model';
import { isHttp, type Port, type ServiceKey } from '../model/service';

type ServiceEntry = Spec<ServiceEntrySpec>;

/** Hosts outside, known to the namespaces that call them. */
export function renderServiceEntry(model: MeshModel, key: ServiceKey): ServiceEntry {
  const external = required(model.externals.get(key), `external service ${key}`);
  return given({
    hosts: external.hosts,
    addresses: listed(external.addresses),
    ports: external.ports.map((port) => entryPort(external, port)),
    location: 'MESH_EXTERNAL' as const,
    resolution: external.resolution,
    endpoints: listed(external.endpoints.map((address) => ({ address }))),
    exportTo: serviceEntryExportTo(model, key),
  });
}

/** A container in each pod that asks it, reached by its proxy alone. Others of the namespace see the name, and nothing behind it. */
export function renderBesideEntry({ host, port }: { readonly host: string; readonly port: Port }): ServiceEntry {
  return {
    hosts: [host],
    ports: [{ number: port.number, name: port.name, protocol: port.protocol }],
    location: 'MESH_EXTERNAL',
    resolution: 'STATIC',
    endpoints: [{ address: '127.0.0.1' }],
    exportTo: ['.'],
  };
}

function entryPort(external: ExternalService, port: Port): NonNullable<ServiceEntry['ports']>[number] {
  const outside = outsidePort(external, port);
  // with resolution NONE connections go where the application sent them, so a port to go to has no effect
  const targetPort = outside === port.number || external.resolution === 'NONE' ? undefined : outside;
  return given({ number: port.number, name: port.name, protocol: port.protocol, targetPort });
}

/** Whether the proxy turns the plain requests of this port into TLS. */
export function originatesTls(external: ExternalService, port: Port): boolean {
  return external.tls !== undefined && isHttp(port.protocol);
}

/** Where connections to a port really go. */
export function outsidePort(external: ExternalService, port: Port): number {
  return originatesTls(external, port) ? external.tls!.targetPort : port.targetPort;
}
