import { externalExportTo } from './export-to';
import { renderHttpRoute, uniquelyNamed } from './http-route';
import { required } from './internal';
import type { Spec } from './spec';
import type { VirtualServiceSpec } from '../../imports/networking.istio.io';
import type { ExternalService } from '../model/external';
import type { MeshModel } from '../model/model';
import { NO_SETTINGS, type PlannedRoute } from '../model/route';
import { isHttp, type ServiceKey } from '../model/service';

/** How long requests to one outside host may take and when they are tried again: without it Istio would retry as it sees fit, without limit. */
export function renderExternalVirtualService(model: MeshModel, key: ServiceKey, host: string): Spec<VirtualServiceSpec> {
  const external = required(model.externals.get(key), `external service ${key}`);
  const ports = external.ports.filter((port) => isHttp(port.protocol));
  const http = uniquelyNamed(ports.flatMap(({ number, protocol }) => renderHttpRoute(routeOf(external), {
    host, port: number, protocol, matchPort: external.ports.length > 1 ? number : undefined, suffix: ports.length > 1 ? `-${number}` : '',
  })));
  return { hosts: [host], exportTo: externalExportTo(model, key), http };
}

function routeOf({ timeoutMs, retries, origin }: ExternalService): PlannedRoute {
  const target = { kind: 'destinations', destinations: [{ version: undefined, weight: 100, setCookie: undefined }] } as const;
  return { ...NO_SETTINGS, name: 'default', match: {}, target, timeoutMs, retries, origin };
}
