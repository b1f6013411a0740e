import { virtualServiceExportTo } from './export-to';
import { given, listed } from './given';
import { type HttpSpec, renderHttpRoute, uniquelyNamed } from './http-route';
import { required } from './internal';
import type { Spec } from './spec';
import { renderPassthrough, renderStreamRoutes } from './stream-route';
import type { VirtualServiceSpec } from '../../imports/networking.istio.io';
import type { Gateway } from '../model/gateway';
import { fqdn, type MeshModel } from '../model/model';
import type { GatewayHost, PlannedGatewayRoute } from '../model/route';
import { isHttp, type Port, type Service, type ServiceKey } from '../model/service';

/** What the proxies of a service's callers do with its requests and connections. Without `gateways` it is for them only. */
export function renderVirtualService(model: MeshModel, key: ServiceKey): Spec<VirtualServiceSpec> {
  const service = required(model.services.get(key), `service ${key}`);
  const http = httpEntries(model, service);
  const { tcp, tls, sniHosts } = renderStreamRoutes(model, service, http.length === 0);
  return given({
    hosts: [fqdn(service, model.settings), ...sniHosts],
    exportTo: virtualServiceExportTo(model, key),
    http: listed(http),
    tls,
    tcp,
  });
}

function httpEntries(model: MeshModel, service: Service): HttpSpec[] {
  const ports = service.ports.filter((port) => isHttp(port.protocol));
  return uniquelyNamed(model.routesOf(service.key).flatMap((route) => ports.flatMap((port) => renderHttpRoute(route, {
    host: fqdn(service, model.settings),
    port: port.number,
    protocol: port.protocol,
    matchPort: service.ports.length > 1 ? port.number : undefined,
    suffix: ports.length > 1 ? `-${port.number}` : '',
  }))));
}

/** What a gateway does with one of its hosts. */
export function renderGatewayVirtualService(model: MeshModel, gateway: Gateway, host: GatewayHost): Spec<VirtualServiceSpec> {
  return given({
    hosts: [host.host],
    gateways: [gateway.key],
    exportTo: gateway.workload.namespace === gateway.namespace ? ['.'] : ['.', gateway.workload.namespace],
    http: listed(uniquelyNamed(host.routes.flatMap((route) => gatewayEntries(model, route)))),
    tls: listed(host.passthrough.map((route) => renderPassthrough(model, route))),
  });
}

function gatewayEntries(model: MeshModel, route: PlannedGatewayRoute): HttpSpec[] {
  const service = required(model.services.get(route.service), `service ${route.service}`);
  const port: Port = required(service.ports.find(({ number }) => number === route.port), `port ${route.port} of ${service.key}`);
  return renderHttpRoute(route, { host: fqdn(service, model.settings), port: port.number, protocol: port.protocol, matchPort: undefined, suffix: '' });
}
