import { against, type Control, type Environment, type Judgement, ofServices, ofWorkloads, type ProtectedService, shown, together } from './control';
import { entrancesTo } from './entrances';
import type { Server } from '../../manifests/kinds/gateway';
import type { Manifest } from '../../manifests/manifest';
import { originatedTls } from '../../manifests/originated-tls';
import type { MeshHost } from '../../manifests/service-registry';
import type { Workload } from '../../manifests/workload';
import { scopeOf } from '../../simulation/sidecar-scope';

/** Encryption on each part of the way: from outside, between the pods, to the outside. */
export const strongCryptography: Control = {
  section: '4.2.1',
  title: 'strong cryptography protects account data in transmission',
  beyond: 'certificates and keys, which are trusted, and who manages them; what TLS of an application itself accepts; networks beside the mesh',
  judge: (environment) => together([
    ofServices(environment, (service) => together([fromOutside(environment, service), between(service)])),
    ofWorkloads(environment, (workload) => toOthers(environment, workload)),
  ]),
};

const OLD = ['TLSV1_0', 'TLSV1_1'];

function fromOutside(environment: Environment, service: ProtectedService): Judgement {
  const gateways = [...new Set(entrancesTo(environment, service).map(({ gateway }) => gateway))];
  return together(gateways.flatMap((gateway) => (gateway.spec.servers ?? []).map((server) => ofServer(gateway, server))));
}

/** Where the oldest version is not said, Istio's gateways take 1.2 or newer. */
function ofServer(gateway: Manifest<unknown>, { port, tls }: Server): Judgement {
  const place = `${gateway.metadata.namespace}/${gateway.metadata.name}:${port.number}`;
  if (tls?.httpsRedirect === true) return shown(`${place} takes no request in plaintext, and sends clients to https`, [gateway]);
  if (tls === undefined) return against(`${place} takes requests in plaintext (${port.protocol})`, [gateway]);
  const oldest = tls.minProtocolVersion ?? 'TLSV1_2';
  if (OLD.includes(oldest)) return against(`${place} takes ${oldest}`, [gateway]);
  const mode = tls.mode ?? 'SIMPLE';
  return mode === 'PASSTHROUGH' || mode === 'AUTO_PASSTHROUGH'
    ? shown(`${place} passes TLS on without opening it`, [gateway])
    : shown(`${place} takes TLS of version 1.2 or newer only (${mode})`, [gateway]);
}

function between({ key, service, callee }: ProtectedService): Judgement {
  return together(callee.ports.map(({ port, peer, peerBy }) => (peer === 'STRICT'
    ? { shown: [{ what: `${key}:${port} takes mutual TLS only`, objects: peerBy === undefined ? [] : [peerBy] }], against: [] }
    : against(`${key}:${port} takes plaintext (${peer})`, [service]))));
}

/** Whatever its proxy knows, it may be sent to. */
function toOthers({ manifests, callees }: Environment, workload: Workload): Judgement {
  const place = `${workload.namespace}/${workload.name}`;
  const { services } = scopeOf(manifests, workload.namespace, workload.labels);
  const plain = new Set(callees.filter(({ ports }) => ports.some(({ peer }) => peer === 'NO PROXY')).map(({ host }) => host));
  const { rootNamespace } = manifests.surroundings;
  return together([...services.values()].flatMap((one): Judgement[] => {
    if (one.isEntry) return one.ports.map((port) => ofEntry(manifests, place, one, port));
    return plain.has(one.host) && one.namespace !== rootNamespace ? [against(`requests of ${place} to ${one.host} are in plaintext: its pods have no proxy`, [one.manifest])] : [];
  }));
}

function ofEntry(manifests: Environment['manifests'], from: string, { host, manifest }: MeshHost, { number, protocol }: MeshHost['ports'][number]): Judgement {
  const place = `${host}:${number}`;
  const tls = originatedTls(manifests, host, number);
  if (tls !== undefined) {
    const isChecked = tls.insecureSkipVerify !== true && ((tls.caCertificates ?? '') !== '' || (tls.credentialName ?? '') !== '' || tls.mode === 'ISTIO_MUTUAL');
    return isChecked
      ? shown(`the proxies speak TLS to ${place}, and check its certificate`, [manifest])
      : against(`nobody checks the certificate of ${place}`, [manifest]);
  }
  return protocol === 'TLS' || protocol === 'HTTPS'
    ? shown(`${from} speaks TLS to ${place} itself: the proxy lets nothing else through there`, [manifest])
    : against(`${from} may send plaintext to ${place} (${protocol})`, [manifest]);
}
