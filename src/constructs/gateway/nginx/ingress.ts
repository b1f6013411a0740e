import { gatewayService, type NginxObjects } from './nginx-objects';
import { renderEdgeIngress } from '../../../render/ingress';
import { INGRESS_NGINX_ANNOTATIONS, renderIngressNginxAnnotations } from '../../../render/ingress-nginx';
import { INGRESS } from '../../../render/kinds';
import { edgeHostName } from '../../../render/names';
import { annotationsAtSynth, emit } from '../../emit';
import { edgeHostOf, edgeOf } from '../edge';

/** One Ingress for each host, beside the gateway's Service, which an Ingress can lead to in its own namespace only. */
export const ingressObjects: NginxObjects = (at, settings) => {
  const { name, controller } = settings;
  const namespace = () => gatewayService(at).namespace;
  return (host) => {
    if (at.node.tryFindChild(`Host-${host}`) !== undefined) return;
    const rendered = (): Readonly<Record<string, string>> => renderIngressNginxAnnotations(edgeOf(at), edgeHostOf(at, host), settings, namespace());
    const names = controller.kind === 'ingress-nginx' ? INGRESS_NGINX_ANNOTATIONS : [];
    emit(at, `Host-${host}`, {
      kind: INGRESS,
      name: edgeHostName(name, host),
      namespace,
      annotations: annotationsAtSynth(names, rendered),
      reasons: () => ('reason' in controller ? [controller.reason] : []),
      spec: () => renderEdgeIngress(edgeHostOf(at, host), settings, gatewayService(at).name),
    });
  };
};
