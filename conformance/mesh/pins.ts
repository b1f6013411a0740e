import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CRD_SOURCES, Source } from '../../scripts/crds/sources';

/** A folder with a go.mod, as seen from here, and what is built from it. */
export interface GoModule {
  readonly folder: string;
  /** Package of each program. */
  readonly programs: Record<string, string>;
  readonly ldflags?: string;
}

const VERSION = 'k8s.io/component-base/version';
const [kubernetes, kubernetesMinor] = /\sk8s\.io\/kubernetes v(1\.(\d+)\.\d+)/.exec(pinned('kubernetes/go.mod'))!.slice(1);

export const KUBERNETES_VERSION = `v${kubernetes}`;

/** What proxies of this release say of themselves. */
export const [, ISTIO_VERSION] = /\sistio\.io\/api v(\S+)/.exec(pinned('istio/go.mod'))!;

export const GO_MODULES: GoModule[] = [
  { folder: 'etcd', programs: { etcd: 'go.etcd.io/etcd/server/v3' } },
  {
    folder: 'istio',
    programs: {
      'istioctl': 'istio.io/istio/istioctl/cmd/istioctl',
      'pilot-discovery': 'istio.io/istio/pilot/cmd/pilot-discovery',
      'pilot-agent': 'istio.io/istio/pilot/cmd/pilot-agent',
      'istio-cni': 'istio.io/istio/cni/cmd/istio-cni',
    },
  },
  {
    folder: 'kubernetes',
    programs: {
      'kube-apiserver': 'k8s.io/kubernetes/cmd/kube-apiserver',
      'kube-controller-manager': 'k8s.io/kubernetes/cmd/kube-controller-manager',
      'kube-proxy': 'k8s.io/kubernetes/cmd/kube-proxy',
    },
    // istiod reads the API server's version, which a plain build does not know.
    ldflags: `-X ${VERSION}.gitVersion=${KUBERNETES_VERSION} -X ${VERSION}.gitMajor=1 -X ${VERSION}.gitMinor=${kubernetesMinor}`,
  },
];

/** Open Policy Agent, with which its policies are tested, too. */
export const OPA: GoModule = { folder: '../opa', programs: { opa: '.' } };

/** What pods run as itself. */
export const OWN_PROGRAMS: GoModule[] = [OPA, { folder: '../rate-limit-service', programs: { ratelimit: '.' } }];

const WHOLE_SETS: Record<string, string[]> = {
  'github.com/cert-manager/cert-manager': ['certificates', 'issuers', 'clusterissuers'].map((name) => `deploy/crds/cert-manager.io_${name}.yaml`),
  'github.com/argoproj/argo-rollouts': ['rollout', 'analysis-template', 'analysis-run'].map((name) => `manifests/crds/${name}-crd.yaml`),
};

/** Whole sets of definitions, where the library's own pins (scripts/crds/sources.ts) name single files; Istio's come with its manifests. */
export const CRDS: Source[] = [
  ...CRD_SOURCES.filter((source) => source.module !== 'istio.io/api').map((source) => ({ ...source, files: WHOLE_SETS[source.module] ?? source.files })),
  {
    module: 'github.com/prometheus-operator/prometheus-operator',
    version: 'v0.85.0',
    sum: 'h1:M5xLCLEoaW2IJfnuCwFzzpL+jSVQu3KGT84Pye+fW8s=',
    files: ['monitoring.coreos.com_servicemonitors.yaml', 'monitoring.coreos.com_podmonitors.yaml', 'monitoring.coreos.com_prometheusrules.yaml']
      .map((file) => `example/prometheus-operator-crd/${file}`),
    typed: false,
  },
];

/** Programs belong to exactly these pins. */
export function hashOfPrograms(): string {
  const files = [...GO_MODULES.flatMap(({ folder }) => [`${folder}/go.mod`, `${folder}/go.sum`]), 'envoy/requirements.txt'];
  return hashOf([JSON.stringify(GO_MODULES), process.arch, ...files.map(pinned)]);
}

/** A module of its own, beside the mesh, with the programs that lie in it. */
export function hashOfModule(module: GoModule): string {
  const files = readdirSync(join(__dirname, module.folder)).filter((name) => /^go\.(mod|sum)$|\.go$/.test(name)).sort();
  return hashOf([JSON.stringify(module), process.arch, ...files.map((name) => pinned(`${module.folder}/${name}`))]);
}

/** What istioctl generates, and the definitions beside it. */
export function hashOfObjects(): string {
  return hashOf([JSON.stringify(CRDS), pinned('istio/install.yaml'), hashOfPrograms()]);
}

function hashOf(texts: string[]): string {
  const hash = createHash('sha256');
  for (const text of texts) hash.update(text).update('\0');
  return hash.digest('hex').slice(0, 16);
}

function pinned(file: string): string {
  return readFileSync(join(__dirname, file), 'utf8');
}
