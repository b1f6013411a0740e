import { gatewayOf, subsetName } from './egress-gateway';
import { externalExportTo } from './export-to';
import { renderHttpRoute, uniquelyNamed } from './http-route';
import { required } from './internal';
import type { Spec } from './spec';
import type { VirtualServiceSpec } from '../../imports/networking.istio.io';
import { EGRESS_PORT, type EgressGatewayKey, type ExternalService } from '../model/external';
import { fqdn, type MeshModel } from '../model/model';
import { NO_SETTINGS, type PlannedRoute } from '../model/route';
import { isHttp, type ServiceKey } from '../model/service';

/** How long requests to one outside host may take and when they are tried again: without it Istio would retry as it sees fit, without limit. */
export function renderExternalVirtualService(model: MeshModel, key: ServiceKey, host: string): Spec<VirtualServiceSpec> {
  const external = required(model.externals.get(key), `external service ${key}`);
  if (external.egressGateway !== undefined) return throughGateway(model, external, external.egressGateway, host);
  const ports = external.ports.filter((port) => isHttp(port.protocol));
  const http = uniquelyNamed(ports.flatMap(({ number, protocol }) => renderHttpRoute(routeOf(external), {
    host, port: number, protocol, matchPort: external.ports.length > 1 ? number : undefined, suffix: ports.length > 1 ? `-${number}` : '',
  })));
  return { hosts: [host], exportTo: externalExportTo(model, key), http };
}

/** The callers' proxies send its requests to the gateway, with the host as they asked for it. */
function throughGateway(model: MeshModel, external: ExternalService, key: EgressGatewayKey, host: string): Spec<VirtualServiceSpec> {
  const gateway = gatewayOf(model, key);
  const [port] = external.ports;
  const http = renderHttpRoute(routeOf(external, subsetName(external)), {
    host: fqdn(gateway, model.settings), port: EGRESS_PORT.number, protocol: port.protocol, matchPort: port.number, suffix: '',
  });
  return { hosts: [host], exportTo: externalExportTo(model, external.key), http };
}

/** The gateway sends them on to the host. */
export function renderEgressVirtualService(model: MeshModel, key: ServiceKey, host: string): Spec<VirtualServiceSpec> {
  const external = required(model.externals.get(key), `external service ${key}`);
  const gateway = gatewayOf(model, required(external.egressGateway, `egress gateway of ${key}`));
  const [{ number, protocol }] = external.ports;
  return {
    hosts: [host],
    gateways: [gateway.key],
    exportTo: [gateway.namespace === external.namespace ? '.' : gateway.namespace],
    http: renderHttpRoute(routeOf(external), { host, port: number, protocol, matchPort: undefined, suffix: '' }),
  };
}

function routeOf({ timeoutMs, retries, origin }: ExternalService, version?: string): PlannedRoute {
  const target = { kind: 'destinations', destinations: [{ version, weight: 100, setCookie: undefined }] } as const;
  return { ...NO_SETTINGS, name: 'default', match: {}, target, timeoutMs, retries, origin };
}
