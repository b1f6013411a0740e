/** Small objects for cases: a name is `name`, of the namespace `shop`, or `namespace/name`. */

type Fields = Readonly<Record<string, unknown>>;

/** Objects as the text that would be applied. */
export function objects(...all: readonly Fields[]): string {
  return all.map((one) => JSON.stringify(one)).join('\n---\n');
}

export const virtualService = networking('VirtualService');
export const destinationRule = networking('DestinationRule');
export const gateway = networking('Gateway');
export const serviceEntry = networking('ServiceEntry');
export const sidecar = networking('Sidecar');

export function peerAuthentication(name: string, spec: Fields): Fields {
  return object('security.istio.io/v1', 'PeerAuthentication', name, { spec });
}

export const authorizationPolicy = (name: string, spec: Fields): Fields => object('security.istio.io/v1', 'AuthorizationPolicy', name, { spec });
export const requestAuthentication = (name: string, spec: Fields): Fields => object('security.istio.io/v1', 'RequestAuthentication', name, { spec });
export const telemetry = (name: string, spec: Fields): Fields => object('telemetry.istio.io/v1', 'Telemetry', name, { spec });
export const envoyFilter = (name: string, spec: Fields): Fields => object('networking.istio.io/v1alpha3', 'EnvoyFilter', name, { spec });

export const networkPolicy = (name: string, spec: Fields): Fields => object('networking.k8s.io/v1', 'NetworkPolicy', name, { spec });

/** Peers of a NetworkPolicy: pods by their label `app`, of its own namespace or of another one. */
export function podsNamed(app: string, inNamespace?: string): Fields {
  const podSelector = { matchLabels: { app } };
  return inNamespace === undefined ? { podSelector } : { podSelector, namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': inNamespace } } };
}

/** A Deployment with more in its pods than labels. */
export function pods(name: string, pod: Fields, metadata: Fields = { labels: { app: name.split('/').pop()! } }): Fields {
  return object('apps/v1', 'Deployment', name, { spec: { selector: { matchLabels: metadata.labels }, template: { metadata, spec: { containers: [{ name: 'app', image: 'app' }], ...pod } } } });
}

/** A Service that leads to the pods of its own name. */
export function service(name: string, ports: readonly Fields[] = [{ name: 'http', port: 80 }], spec: Fields = {}): Fields {
  return object('v1', 'Service', name, { spec: { selector: { app: name.split('/').pop()! }, ports, ...spec } });
}

/** The same, which says what kinds of data its pods work with. */
export function classified(name: string, classes: string, ports?: readonly Fields[]): Fields {
  const { metadata, ...rest } = service(name, ports);
  return { ...rest, metadata: { ...metadata as Fields, annotations: { 'cdk8s-istio/data-classes': classes } } };
}

/** A Deployment whose pods have its name, unless they get other labels. */
export function deployment(name: string, labels: Fields = { app: name.split('/').pop()! }, ports: readonly Fields[] = []): Fields {
  const template = { metadata: { labels }, spec: { containers: [{ name: 'app', image: 'app', ports }] } };
  return object('apps/v1', 'Deployment', name, { spec: { selector: { matchLabels: labels }, template } });
}

export function namespace(name: string, labels: Fields = {}): Fields {
  return { apiVersion: 'v1', kind: 'Namespace', metadata: { name, labels } };
}

export function secret(name: string): Fields {
  return object('v1', 'Secret', name, { type: 'kubernetes.io/tls' });
}

/** What a route leads to. */
export function to(host: string, more: Fields = {}): Fields {
  return { destination: { host, ...more } };
}

export function object(apiVersion: string, kind: string, name: string, rest: Fields): Fields {
  const [own, inNamespace = 'shop'] = name.split('/').reverse();
  return { apiVersion, kind, metadata: { name: own, namespace: inNamespace }, ...rest };
}

function networking(kind: string) {
  return (name: string, spec: Fields) => object('networking.istio.io/v1', kind, name, { spec });
}
