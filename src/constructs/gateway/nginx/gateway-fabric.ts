import type { Construct } from 'constructs';
import { gatewayService, type NginxObjects } from './nginx-objects';
import type { MeshModel } from '../../../model/model';
import type { NginxSettings } from '../../../model/nginx';
import {
  renderFabricBackendTls, renderFabricGateway, renderFabricGrant, renderFabricRateLimit, renderFabricRedirect, renderFabricRoute,
  renderFabricUpstream,
} from '../../../render/gateway-fabric';
import { BACKEND_TLS_POLICY, GATEWAY_API_GATEWAY, HTTP_ROUTE, RATE_LIMIT_POLICY, REFERENCE_GRANT, UPSTREAM_SETTINGS_POLICY } from '../../../render/kinds';
import { edgeHostName, edgeName } from '../../../render/names';
import { canonical } from '../../../support/compare';
import { explain, fail, type Problem } from '../../../support/errors';
import { bookOf } from '../../book';
import { emit } from '../../emit';
import { edgeHostOf, edgeOf } from '../edge';

/** A Gateway of its own and its routes lie where its pods are to run; what is about the gateway's Service lies beside that. */
export const fabricObjects: NginxObjects = (at, settings) => {
  const { name } = settings;
  const own = settings.controller.kind === 'fabric' ? settings.controller.namespace : undefined;
  const namespace = own ?? (() => gatewayService(at).namespace);
  const earlier = bookOf(at).claim('NGINX Gateway Fabric before the gateway', at);
  if (earlier !== undefined) {
    fail(at, 'MSH408', {
      what: `NGINX Gateway Fabric has one policy for the way to a Service, and '${earlier}' has it`, fix: 'serve all hosts by one NginxEdge, or some of them by NginxController.f5()',
    });
  }
  emitShared(at, settings, own);
  bookOf(at).add('checks', (model) => oneWay(at, model));
  return (host, secured) => {
    if (secured && at.node.tryFindChild('ToGateway') === undefined) {
      emit(at, 'ToGateway', {
        kind: BACKEND_TLS_POLICY,
        name: edgeName(name, 'to-gateway'),
        namespace: () => gatewayService(at).namespace,
        spec: () => renderFabricBackendTls(edgeOf(at), gatewayService(at).name),
      });
    }
    if (at.node.tryFindChild(`Host-${host}`) !== undefined) return;
    emit(at, `Host-${host}`, {
      kind: HTTP_ROUTE, name: edgeHostName(name, host), namespace, spec: () => renderFabricRoute(edgeHostOf(at, host), name, gatewayService(at)),
    });
    emit(at, `Redirect-${host}`, {
      kind: HTTP_ROUTE, name: edgeHostName(name, host, 'redirect'), namespace, spec: () => renderFabricRedirect(host, name),
    });
  };
};

/** What holds for every host. */
function emitShared(at: Construct, settings: NginxSettings, own: string | undefined): void {
  const { name, rateLimit, meshed } = settings;
  const besideGateway = () => gatewayService(at).namespace;
  const namespace = own ?? besideGateway;
  emit(at, 'Gateway', { kind: GATEWAY_API_GATEWAY, name, namespace, spec: () => renderFabricGateway(edgeOf(at), settings) });
  if (own !== undefined) {
    emit(at, 'Grant', { kind: REFERENCE_GRANT, name, namespace: besideGateway, spec: () => renderFabricGrant(own, gatewayService(at).name) });
  }
  if (rateLimit !== undefined) {
    emit(at, 'RateLimit', { kind: RATE_LIMIT_POLICY, name: edgeName(name, 'rate-limit'), namespace, spec: () => renderFabricRateLimit(rateLimit, name) });
  }
  if (meshed) {
    emit(at, 'Upstream', {
      kind: UPSTREAM_SETTINGS_POLICY, name: edgeName(name, 'to-gateway'), namespace: besideGateway, spec: () => renderFabricUpstream(gatewayService(at).name),
    });
  }
}

/** A BackendTLSPolicy is for a Service, whoever asks for what host. */
function oneWay(at: Construct, model: MeshModel): Problem[] {
  const ways = new Map(edgeOf(at, model).hosts.map(({ host, hop: { port, tls } }) => [canonical({ port, tls }), { host, port, tls: tls ?? 'none' }]));
  return ways.size < 2 ? [] : [{
    code: 'MSH410',
    path: at.node.path,
    message: explain({
      what: 'NGINX Gateway Fabric has one way to the Service of the gateway for all hosts, and these need different ones',
      got: [...ways.values()],
      fix: 'serve these hosts on one port of the gateway, or use an NginxEdge for each with NginxController.f5()',
    }),
  }];
}
