import { gatewayService, type NginxObjects } from './nginx-objects';
import { NGINX_POLICY, VIRTUAL_SERVER } from '../../../render/kinds';
import { edgeHostName, edgeName } from '../../../render/names';
import { renderEgressMtls, renderNginxRateLimit } from '../../../render/nginx-policy';
import { renderVirtualServer } from '../../../render/virtual-server';
import { emit } from '../../emit';
import { edgeHostOf, edgeOf } from '../edge';

/** Everything lies beside the gateway's Service, which a VirtualServer can lead to in its own namespace only. */
export const f5Objects: NginxObjects = (at, settings) => {
  const { name, rateLimit } = settings;
  const namespace = () => gatewayService(at).namespace;
  const limit = edgeName(name, 'rate-limit');
  if (rateLimit !== undefined) emit(at, 'RateLimit', { kind: NGINX_POLICY, name: limit, namespace, spec: () => renderNginxRateLimit(rateLimit) });
  return (host, secured) => {
    const toGateway = edgeHostName(name, host, 'to-gateway');
    if (secured && at.node.tryFindChild(`ToGateway-${host}`) === undefined) {
      emit(at, `ToGateway-${host}`, { kind: NGINX_POLICY, name: toGateway, namespace, spec: () => renderEgressMtls(edgeOf(at), edgeHostOf(at, host)) });
    }
    if (at.node.tryFindChild(`Host-${host}`) !== undefined) return;
    const policies = () => [
      ...(rateLimit === undefined ? [] : [limit]),
      ...(edgeHostOf(at, host).hop.tls === undefined ? [] : [toGateway]),
    ];
    emit(at, `Host-${host}`, {
      kind: VIRTUAL_SERVER,
      name: edgeHostName(name, host),
      namespace,
      spec: () => renderVirtualServer(edgeHostOf(at, host), settings, gatewayService(at).name, policies()),
    });
  };
};
