import { Authority } from './certificates';
import { Kube, KubeObject } from './kube';

const PODS = 'istio-system';

/**
 * Does for the Gateways of the cluster what their users do beside them: opens their ports in the Service of the gateway's pods,
 * and puts certificates into the Secrets they name. Resolves with what was done.
 */
export async function serveGateways(kube: Kube, authority: Authority): Promise<string[]> {
  const gateways = await kube.list('/apis/networking.istio.io/v1/gateways');
  const services = await kube.list(`/api/v1/namespaces/${PODS}/services`);
  const done: string[] = [];
  for (const gateway of gateways) {
    const service = services.find(({ spec }) => selects(gateway.spec.selector ?? {}, spec.selector ?? {}));
    for (const server of gateway.spec.servers) {
      if (service !== undefined && await openPort(kube, service, server.port)) done.push(`port ${server.port.number} of Service ${PODS}/${service.metadata.name}`);
      if (await putCertificate(kube, authority, server)) done.push(`Secret ${PODS}/${server.tls.credentialName}`);
    }
  }
  return [...done, ...await putRequestedCertificates(kube, authority)];
}

/** The Service's pods are the gateway's when their labels have what the gateway wants. */
function selects(wanted: Record<string, string>, labels: Record<string, string>): boolean {
  return Object.entries(wanted).every(([key, value]) => labels[key] === value);
}

async function openPort(kube: Kube, service: KubeObject, { number, name }: KubeObject): Promise<boolean> {
  if (service.spec.ports.some(({ port }: KubeObject) => port === number)) return false;
  // The pods have one listener for each of their ports: 8080, say, is already where port 80 leads.
  const isTaken = service.spec.ports.some(({ targetPort }: KubeObject) => targetPort === number);
  const port = { name: `${name.slice(0, 9).replace(/-$/, '')}-${number}`, port: number, targetPort: isTaken ? number + 10_000 : number, protocol: 'TCP' };
  const { spec } = await kube.patch(`/api/v1/namespaces/${PODS}/services/${service.metadata.name}`, [{ op: 'add', path: '/spec/ports/-', value: port }],
    'application/json-patch+json');
  service.spec = spec;
  return true;
}

async function putCertificate(kube: Kube, authority: Authority, { hosts, tls }: KubeObject): Promise<boolean> {
  if (!tls?.credentialName) return false;
  const names = hosts.map((host: string) => host.replace(/^.*\//, ''));
  return putSecret(kube, authority, PODS, tls.credentialName, names, tls.mode === 'MUTUAL' || tls.mode === 'OPTIONAL_MUTUAL');
}

/** What cert-manager would do. */
async function putRequestedCertificates(kube: Kube, authority: Authority): Promise<string[]> {
  const done: string[] = [];
  for (const { metadata, spec } of await kube.list('/apis/cert-manager.io/v1/certificates')) {
    if (await putSecret(kube, authority, metadata.namespace, spec.secretName, spec.dnsNames ?? [], false)) done.push(`Secret ${metadata.namespace}/${spec.secretName}`);
  }
  return done;
}

async function putSecret(kube: Kube, authority: Authority, namespace: string, name: string, names: string[], mutual: boolean): Promise<boolean> {
  if (await kube.find(`/api/v1/namespaces/${namespace}/secrets/${name}`)) return false;
  const { cert, key } = await authority.issue(name, names.filter((host) => host !== '*'));
  await kube.apply({
    apiVersion: 'v1',
    kind: 'Secret',
    type: mutual ? 'Opaque' : 'kubernetes.io/tls',
    metadata: { name, namespace },
    stringData: { 'tls.crt': cert, 'tls.key': key, ...(mutual ? { 'ca.crt': authority.cert } : {}) },
  });
  return true;
}
