import { Kube } from './kube';
import { until } from './until';

/** Pods that only ask: made when they are first needed, of no Service, and bound by no Sidecar of the manifests. */
export class Clients {
  private readonly made = new Map<string, Promise<string>>();

  constructor(private readonly kube: Kube) {}

  /** The pod a place means: a client's is made on the way. */
  async resolve(place: string): Promise<string> {
    const [, kind, namespace, account] = /^(plain|client):([^/]+)(?:\/(.+))?$/.exec(place) ?? [];
    if (kind === undefined) return place;
    if (!this.made.has(place)) this.made.set(place, this.make(kind === 'client', namespace, account ?? 'default'));
    return this.made.get(place)!;
  }

  private async make(sidecar: boolean, namespace: string, account: string): Promise<string> {
    const name = `${sidecar ? 'client' : 'plain'}-${account}`;
    const path = `/api/v1/namespaces/${namespace}/pods/${name}`;
    if ((await this.kube.find(path)) === undefined) {
      await until(`service account ${account} of ${namespace}`, 10, async () => this.kube.find(`/api/v1/namespaces/${namespace}/serviceaccounts/${account}`));
      if (sidecar) await this.kube.apply(clientView(name, namespace));
      await this.kube.apply(clientPod(name, namespace, account, sidecar));
    }
    await until(`client ${namespace}/${name}`, 60, async () => isReady(await this.kube.get(path)));
    return `${namespace}/${name}`;
  }
}

/** As careful as pod security `restricted` wants pods to be. */
function clientPod(name: string, namespace: string, account: string, sidecar: boolean) {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace, labels: { 'mesh-client': name, 'sidecar.istio.io/inject': String(sidecar) } },
    spec: {
      serviceAccountName: account,
      securityContext: { runAsNonRoot: true, runAsUser: 1000, seccompProfile: { type: 'RuntimeDefault' } },
      containers: [{ name: 'client', image: 'client', securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ['ALL'] } } }],
    },
  };
}

/** Sees every host, as an intruder would arrange for himself: what he is refused, he is refused by those he asks. */
function clientView(name: string, namespace: string) {
  return {
    apiVersion: 'networking.istio.io/v1',
    kind: 'Sidecar',
    metadata: { name, namespace },
    spec: { workloadSelector: { labels: { 'mesh-client': name } }, egress: [{ hosts: ['*/*'] }], outboundTrafficPolicy: { mode: 'ALLOW_ANY' } },
  };
}

function isReady({ status }: any): boolean {
  return status.conditions?.some(({ type, status: value }: any) => type === 'Ready' && value === 'True');
}
