/** Where a schema comes from: files of one Go module at one version, checked against the module's published hash. */
export interface Source {
  readonly module: string;
  readonly version: string;
  /** What `go mod download` must report: another content under the same version is refused. */
  readonly sum: string;
  /** Files or folders inside the module. */
  readonly files: string[];
  /** Whether imports/ gets TypeScript for it; the others only judge what the tests emit. */
  readonly typed: boolean;
}

/** The one place that says which versions the library is generated from and judged by. */
export const CRD_SOURCES: Source[] = [
  {
    module: 'istio.io/api',
    version: 'v1.31.1',
    sum: 'h1:5Yb5ihcz4YQsCkciusK7DnFpBMwRB6EFWeUKH1Atuyk=',
    files: ['kubernetes/customresourcedefinitions.gen.yaml'],
    typed: true,
  },
  {
    module: 'sigs.k8s.io/gateway-api',
    version: 'v1.6.3',
    sum: 'h1:lKpJa5bGlraC/QeACvCpsHLdmO6y0iKfzVl6gzaFEYc=',
    files: ['config/crd/standard'],
    typed: true,
  },
  {
    module: 'github.com/cert-manager/cert-manager',
    version: 'v1.21.2',
    sum: 'h1:UWgoYM+KLNtRlqmoWOKjKBOBUPVHeepQ6/ac3ERJW68=',
    files: ['deploy/crds/cert-manager.io_certificates.yaml'],
    typed: false,
  },
  {
    module: 'github.com/fluxcd/flagger',
    version: 'v1.36.1',
    sum: 'h1:X2PumtNwZz9YSGaOtZLFm2zAKLgHhFkbNv8beg7ifyc=',
    files: ['artifacts/flagger/crd.yaml'],
    typed: false,
  },
  {
    module: 'github.com/argoproj/argo-rollouts',
    version: 'v1.10.1',
    sum: 'h1:6oyVPGiHHxu3ixkT6mngemh88HLPDoTX1IwO6KNR1Y4=',
    files: ['manifests/crds/rollout-crd.yaml'],
    typed: false,
  },
  {
    // the newest that is published as a Go module: what it takes, its successors take, too
    module: 'github.com/nginx/kubernetes-ingress',
    version: 'v1.12.5',
    sum: 'h1:k7ImoJMNwiTmENzoHl1NGM+fk7AFhNdZLRn29iP6XSI=',
    files: ['policies', 'virtualservers'].map((name) => `deployments/common/crds/k8s.nginx.org_${name}.yaml`),
    typed: false,
  },
  {
    module: 'github.com/kong/kubernetes-configuration',
    version: 'v1.0.0',
    sum: 'h1:f/OaX6oq8/MPur45KzcrIFGJ9Kl6OyTjlXqTJH+ij4s=',
    files: ['kongclusterplugins', 'kongconsumers', 'kongplugins'].map((name) => `config/crd/ingress-controller/configuration.konghq.com_${name}.yaml`),
    typed: false,
  },
];

export const KUBERNETES_SOURCE: Source = {
  module: 'k8s.io/kubernetes',
  version: 'v1.34.0',
  sum: 'h1:NvUrwPAVB4W3mSOpJ/RtNGHWWYyUP/xPaX5rUSpzA0w=',
  files: ['api/openapi-spec/swagger.json'],
  typed: false,
};

/** The built-in kinds an app may emit, by name of their definition's group and version. */
export const KUBERNETES_KINDS: Record<string, string[]> = {
  'v1': ['ConfigMap', 'Endpoints', 'LimitRange', 'Namespace', 'PersistentVolumeClaim', 'Pod', 'ResourceQuota', 'Secret', 'Service', 'ServiceAccount'],
  'apps/v1': ['DaemonSet', 'Deployment', 'StatefulSet'],
  'autoscaling/v2': ['HorizontalPodAutoscaler'],
  'batch/v1': ['CronJob', 'Job'],
  'networking.k8s.io/v1': ['Ingress', 'IngressClass', 'NetworkPolicy'],
  'policy/v1': ['PodDisruptionBudget'],
  'rbac.authorization.k8s.io/v1': ['ClusterRole', 'ClusterRoleBinding', 'Role', 'RoleBinding'],
};

/** Those of them that belong to the cluster and to no namespace. */
export const CLUSTER_KINDS = ['ClusterRole', 'ClusterRoleBinding', 'IngressClass', 'Namespace'];

/** Groups of custom resources whose shape the analysis judges. */
export const JUDGED_GROUPS = [
  'extensions.istio.io', 'gateway.networking.k8s.io', 'networking.istio.io', 'security.istio.io', 'telemetry.istio.io',
];
