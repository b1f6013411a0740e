/** Small objects of engines that release, and of edges, for cases: see `objects.ts`. */
import { object } from './objects';

type Fields = Readonly<Record<string, any>>;

export const route = (kind: string, name: string, spec: Fields) => object('gateway.networking.k8s.io/v1', kind, name, { spec });
export const httpRoute = (name: string, spec: Fields) => route('HTTPRoute', name, spec);
export const listener = (more: Fields = {}) => ({ name: 'http', port: 80, protocol: 'HTTP', ...more });
export const apiGateway = (name: string, listeners: readonly Fields[] = [listener()], gatewayClassName = 'istio') =>
  object('gateway.networking.k8s.io/v1', 'Gateway', name, { spec: { gatewayClassName, listeners } });
export const grant = (name: string, from: Fields, to: Fields) => object('gateway.networking.k8s.io/v1beta1', 'ReferenceGrant', name, { spec: { from: [from], to: [to] } });

export const canary = (name: string, spec: Fields = {}) => object('flagger.app/v1beta1', 'Canary', name, {
  spec: { targetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name }, service: { port: 80 }, analysis: { stepWeight: 10, maxWeight: 50 }, ...spec },
});

/** A Rollout that moves the weights of a VirtualService. */
export const rollout = (name: string, istio: Fields, more: Fields = {}, trafficRouting: Fields = {}) => object('argoproj.io/v1alpha1', 'Rollout', name, {
  spec: { strategy: { canary: { stableService: 'cart-stable', canaryService: 'cart-canary', trafficRouting: { istio, ...trafficRouting }, ...more } } },
});

export const application = (name: string, spec: Fields) => object('argoproj.io/v1alpha1', 'Application', name, { spec });

export const ingress = (name: string, { service = 'cart', port = { number: 80 }, annotations = {}, ingressClassName = 'kong' }: Fields = {}) => ({
  apiVersion: 'networking.k8s.io/v1',
  kind: 'Ingress',
  metadata: { name, namespace: 'shop', annotations },
  spec: {
    ...(ingressClassName === null ? {} : { ingressClassName }),
    rules: [{ host: 'shop.example.com', http: { paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: service, port } } }] } }],
  },
});

export const ingressClass = (name: string, controller: string, annotations: Fields = {}) =>
  ({ apiVersion: 'networking.k8s.io/v1', kind: 'IngressClass', metadata: { name, annotations }, spec: { controller } });
