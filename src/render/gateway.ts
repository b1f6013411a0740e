import { given } from './given';
import { internal, required } from './internal';
import { workloadLabels } from './selector';
import type { Spec } from './spec';
import type { GatewaySpec } from '../../imports/networking.istio.io';
import type { Gateway, GatewayKey, Server } from '../model/gateway';
import type { MeshModel } from '../model/model';
import { ordinal, sortedSet } from '../support/compare';

type RenderedServer = NonNullable<Spec<GatewaySpec>['servers']>[number];

/** What the gateway's proxy listens to. */
export function renderGateway(model: MeshModel, key: GatewayKey): Spec<GatewaySpec> {
  const gateway = required(model.gateways.get(key), `gateway ${key}`);
  if (gateway.servers.length === 0) internal(`gateway ${key} serves nothing`);
  const servers = [...gateway.servers].sort((a, b) => a.port - b.port || ordinal(a.name, b.name));
  return { selector: workloadLabels(gateway.workload.labels, `gateway ${key}`), servers: servers.map((server) => renderServer(gateway, server)) };
}

function renderServer({ namespace }: Gateway, server: Server): RenderedServer {
  if (server.hosts.length === 0) internal(`server ${server.name} of a gateway in ${namespace} serves no host`);
  return given({
    port: { number: server.port, name: server.name, protocol: server.protocol },
    // a bare host would take VirtualServices from any namespace, and so whoever may write one
    hosts: sortedSet(server.hosts.map((host) => `${namespace}/${host}`)),
    tls: serverTls(server),
  });
}

/** Istio refuses certificates on plain-text protocols (gRPC over TLS is HTTPS here), and encrypted ones without `tls`. */
function serverTls({ name, protocol, tls, httpsRedirect }: Server): RenderedServer['tls'] {
  if (protocol === 'HTTP' || protocol === 'TCP') {
    if (tls !== undefined) internal(`server ${name} speaks ${protocol} and has TLS settings`);
    return protocol === 'HTTP' && httpsRedirect ? { httpsRedirect: true } : undefined;
  }
  if (tls === undefined) return internal(`server ${name} speaks ${protocol} and has no TLS settings`);
  // the application ends TLS itself, with its own certificate and versions
  if (tls.mode === 'PASSTHROUGH') return { mode: 'PASSTHROUGH' };
  return {
    mode: tls.mode,
    credentialName: required(tls.credentialName, `certificate for server ${name}`),
    minProtocolVersion: tls.minProtocolVersion ?? 'TLSV1_2',
  };
}
