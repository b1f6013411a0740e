import { CLIENT_PORTS } from './gateway-fabric';
import { type NginxSettings, TOO_MANY_REQUESTS } from '../model/nginx';

/**
 * What the chart of a controller must be given: its pods are nobody's object here. Undefined where nothing is needed; the pods of NGINX
 * Gateway Fabric are described by the Gateway itself.
 */
export function renderNginxValues({ controller, rateLimit, meshed }: NginxSettings): object | undefined {
  // clients speak no mutual TLS of the mesh, and their address would be lost in the proxy
  const annotations = { 'sidecar.istio.io/inject': 'true', 'traffic.sidecar.istio.io/excludeInboundPorts': CLIENT_PORTS };
  if (controller.kind === 'f5') return meshed ? { controller: { pod: { annotations } } } : undefined;
  if (controller.kind !== 'ingress-nginx' || (!meshed && rateLimit === undefined)) return undefined;
  return {
    controller: {
      ...(rateLimit === undefined ? {} : { config: { 'limit-req-status-code': String(TOO_MANY_REQUESTS) } }),
      ...(meshed ? { podAnnotations: annotations } : {}),
    },
  };
}
