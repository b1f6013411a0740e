import type { Row } from './wrong-objects';

const SERVICE = 'v1 Service';
const DEPLOYMENT = 'apps/v1 Deployment';
const BUDGET = 'policy/v1 PodDisruptionBudget';
const NETWORK_POLICY = 'networking.k8s.io/v1 NetworkPolicy';
const NAMESPACE = 'v1 Namespace';
const CERTIFICATE = 'cert-manager.io/v1 Certificate';
const SECRET = 'v1 Secret';

const deployment = (container: string, spec = '') =>
  `{ ${spec} selector: { matchLabels: { app: cart } }, template: { metadata: { labels: { app: cart } }, spec: { containers: [{ name: cart, ${container} }] } } }`;
const IMAGE = 'image: cart';
const PORT = '{ ports: [{ port: 80 }] }';
const ingress = (text: string) => `{ podSelector: {}, ingress: [{ ${text} }] }`;
const egress = (block: string) => `{ podSelector: {}, egress: [{ to: [{ ipBlock: { ${block} } }] }] }`;

export const wrongKubernetesObjects: Row[] = [
  ['validation', 'must be between 1 and 65535', SERVICE, '{ ports: [{ port: 70000, targetPort: 80 }] }'],
  ['validation', 'targetPort: Invalid value: 70000', SERVICE, '{ ports: [{ port: 80, targetPort: 70000 }] }'],
  ['validation', 'must contain only alpha-numeric characters', SERVICE, '{ ports: [{ port: 80, targetPort: Http Port }] }'],
  ['validation', 'ports[0].name: Required value', SERVICE, '{ ports: [{ port: 80 }, { port: 81 }] }'],
  ['validation', 'Duplicate value', SERVICE, '{ ports: [{ name: http, port: 80 }, { name: http, port: 81 }] }'],
  ['validation', 'type: Unsupported value: "Internal"', SERVICE, '{ type: Internal, ports: [{ port: 80 }] }'],
  ['validation', 'may not be used when `type` is \'ClusterIP\'', SERVICE, '{ ports: [{ port: 80, nodePort: 31000 }] }'],
  ['validation', 'appProtocol: Invalid value: "a b"', SERVICE, '{ ports: [{ port: 80, appProtocol: a b }] }'],
  ['validation', 'sessionAffinity: Unsupported value', SERVICE, '{ sessionAffinity: Cookie, ports: [{ port: 80 }] }'],
  ['schema', 'cannot unmarshal bool', SERVICE, '{ ports: [{ port: 80, targetPort: true }] }'],
  ['validation', 'start with an alphabetic character', SERVICE, PORT, { name: '1st' }],
  ['admission', 'namespaces "nowhere" not found', SERVICE, PORT, { namespace: 'nowhere' }],

  ['unknown field', '.spec.replica: field not declared', DEPLOYMENT, deployment(IMAGE, 'replica: 1,')],
  ['schema', 'replicas: expected numeric', DEPLOYMENT, deployment(IMAGE, 'replicas: "1",')],
  ['validation', 'replicas: Invalid value: -1', DEPLOYMENT, deployment(IMAGE, 'replicas: -1,')],
  ['validation', '`selector` does not match template `labels`', DEPLOYMENT, '{ selector: { matchLabels: { app: other } }, template: { metadata: { labels: { app: cart } }, spec: { containers: [{ name: cart, image: cart }] } } }'],
  ['validation', 'image: Required value', DEPLOYMENT, deployment('ports: []')],
  ['validation', 'volumeMounts[0].name: Not found: "data"', DEPLOYMENT, deployment(`${IMAGE}, volumeMounts: [{ name: data, mountPath: /data }]`)],
  ['validation', 'must specify a handler type', DEPLOYMENT, deployment(`${IMAGE}, readinessProbe: { periodSeconds: 1 }`)],
  ['validation', 'readinessProbe.httpGet.port: Invalid value: 0', DEPLOYMENT, deployment(`${IMAGE}, readinessProbe: { httpGet: { path: /, port: 0 } }`)],
  ['validation', 'successThreshold: Invalid value: 2: must be 1', DEPLOYMENT, deployment(`${IMAGE}, livenessProbe: { tcpSocket: { port: 80 }, successThreshold: 2 }`)],
  ['schema', 'quantities must match the regular expression', DEPLOYMENT, deployment(`${IMAGE}, resources: { limits: { memory: 1 GB } }`)],
  ['validation', 'must be less than or equal to cpu limit', DEPLOYMENT, deployment(`${IMAGE}, resources: { limits: { cpu: 1 }, requests: { cpu: 2 } }`)],
  ['validation', 'may not be 0 when `maxSurge` is 0', DEPLOYMENT, deployment(IMAGE, 'strategy: { rollingUpdate: { maxSurge: 0, maxUnavailable: 0 } },')],
  ['validation', 'Unsupported value: "Sometimes"', DEPLOYMENT, deployment(`${IMAGE}, imagePullPolicy: Sometimes`)],
  ['validation', 'ports[1].name: Duplicate value: "http"', DEPLOYMENT, deployment(`${IMAGE}, ports: [{ containerPort: 80, name: http }, { containerPort: 81, name: http }]`)],

  ['validation', 'cannot be both set', BUDGET, '{ minAvailable: 1, maxUnavailable: 50% }'],
  ['validation', 'must not be greater than 100%', BUDGET, '{ maxUnavailable: 150% }'],
  ['validation', 'a valid percent string', BUDGET, '{ maxUnavailable: half }'],
  ['validation', 'minAvailable: Invalid value: -1', BUDGET, '{ minAvailable: -1 }'],
  ['validation', 'selector.matchLabels: Invalid value: "a b"', BUDGET, '{ minAvailable: 1, selector: { matchLabels: { a b: c } } }'],

  ['unknown field', '.spec.ingres: field not declared', NETWORK_POLICY, '{ podSelector: {}, ingres: [] }'],
  ['validation', 'may not specify both ipBlock and another peer', NETWORK_POLICY, '{ podSelector: {}, egress: [{ to: [{ ipBlock: { cidr: 10.0.0.0/8 }, podSelector: {} }] }] }'],
  ['validation', 'must be a valid CIDR', NETWORK_POLICY, egress('cidr: 10.0.0.0/40')],
  ['validation', 'must be a strict subset of `cidr`', NETWORK_POLICY, egress('cidr: 10.0.0.0/8, except: [192.168.0.0/16]')],
  ['validation', 'must specify a peer', NETWORK_POLICY, ingress('from: [{}]')],
  ['validation', 'must be greater than or equal to', NETWORK_POLICY, ingress('ports: [{ port: 80, endPort: 79 }]')],
  ['validation', 'Unsupported value: "HTTP"', NETWORK_POLICY, ingress('ports: [{ port: 80, protocol: HTTP }]')],
  ['validation', 'podSelector.matchLabels: Invalid value: "b c"', NETWORK_POLICY, '{ podSelector: { matchLabels: { a: b c } } }'],

  ['validation', 'metadata.name: Invalid value: "Shop"', NAMESPACE, '{}', { name: 'Shop' }],
  ['validation', 'must be no more than 63', NAMESPACE, '{}', { name: 'a'.repeat(64) }],
  ['validation', 'must be one of privileged, baseline, restricted', NAMESPACE, '{}', { labels: { 'pod-security.kubernetes.io/enforce': 'tight' } }],
  ['validation', 'metadata.labels: Invalid value: "a b"', NAMESPACE, '{}', { labels: { 'istio-injection': 'a b' } }],

  ['unknown field', '.automount: field not declared', 'v1 ServiceAccount', 'automount: false'],
  ['validation', 'metadata.name: Invalid value: "a_b"', 'v1 ServiceAccount', 'automountServiceAccountToken: false', { name: 'a_b' }],

  ['schema', 'issuerRef: Required value', CERTIFICATE, '{ secretName: a }'],
  ['schema', 'Unsupported value: "DES"', CERTIFICATE, '{ secretName: a, issuerRef: { name: a }, privateKey: { algorithm: DES } }'],
  ['validation', 'data[tls.key]: Required value', SECRET, 'type: kubernetes.io/tls\nstringData: { tls.crt: a }'],

  ['admission', 'violates PodSecurity "restricted:latest"', 'v1 Pod', '{ containers: [{ name: cart, image: cart, securityContext: { privileged: true } }] }', { namespace: 'strict' }],
];
