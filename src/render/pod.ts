import { given, listed } from './given';
import type { Service } from '../model/service';
import { ordinal, sortedBy } from '../support/compare';

/** How a kubelet asks whether a container is well. */
export interface ProbeSettings {
  readonly check:
    | { readonly kind: 'http'; readonly path: string }
    | { readonly kind: 'grpc'; readonly service?: string }
    | { readonly kind: 'tcp' };
  /** Undefined: the first port of the service. */
  readonly port?: number;
  readonly initialDelaySeconds?: number;
  readonly periodSeconds: number;
  readonly timeoutSeconds: number;
  readonly failureThreshold: number;
}

/** What a user says about the pods of one version, checked, with defaults written out. */
export interface PodSettings {
  readonly image: string;
  readonly replicas: number;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly secretEnv: readonly { readonly variable: string; readonly secretName: string; readonly key: string }[];
  readonly requests: { readonly cpu: string; readonly memory: string };
  readonly limits: { readonly cpu?: string; readonly memory?: string };
  readonly readinessProbe: ProbeSettings;
  readonly livenessProbe?: ProbeSettings;
  readonly startupProbe?: ProbeSettings;
  readonly podLabels: Readonly<Record<string, string>>;
  readonly podAnnotations: Readonly<Record<string, string>>;
  /** Volume to directory. */
  readonly emptyDirs: Readonly<Record<string, string>>;
  /** ConfigMap to directory. */
  readonly configMaps: Readonly<Record<string, string>>;
  readonly runAsUser?: number;
  readonly terminationGraceSeconds: number;
  readonly imagePullSecrets: readonly string[];
}

/** A container beside that of the application, for one who is asked there. */
export interface Companion {
  readonly name: string;
  /** Where it listens, with the port at which kubelets ask whether it is well first. */
  readonly ports: readonly number[];
  /** Of which the pods take nothing but what the container needs. */
  readonly settings: PodSettings;
}

/** How long a pod still serves once it is told to stop: so long may proxies take to hear that it goes. */
export const DRAIN_SECONDS = 5;

export interface PodSpec {
  readonly serviceAccountName: string;
  readonly automountServiceAccountToken: false;
  readonly terminationGracePeriodSeconds: number;
  readonly imagePullSecrets?: readonly { readonly name: string }[];
  readonly securityContext: PodSecurityContext;
  readonly topologySpreadConstraints: readonly TopologySpreadConstraint[];
  readonly containers: readonly Container[];
  readonly volumes?: readonly Volume[];
}

export type Volume = { readonly name: string } & ({ readonly emptyDir: object } | { readonly configMap: { readonly name: string } });

export interface PodSecurityContext {
  readonly runAsNonRoot: true;
  readonly runAsUser?: number;
  readonly seccompProfile: { readonly type: 'RuntimeDefault' };
}

export interface TopologySpreadConstraint {
  readonly maxSkew: number;
  readonly topologyKey: string;
  readonly whenUnsatisfiable: 'ScheduleAnyway';
  readonly labelSelector: { readonly matchLabels: Readonly<Record<string, string>> };
}

export interface Container {
  readonly name: string;
  readonly image: string;
  readonly command?: readonly string[];
  readonly args?: readonly string[];
  readonly env?: readonly EnvVar[];
  readonly ports: readonly { readonly containerPort: number; readonly protocol: 'TCP' }[];
  readonly resources: { readonly requests: object; readonly limits?: object };
  readonly startupProbe?: Probe;
  readonly readinessProbe?: Probe;
  readonly livenessProbe?: Probe;
  readonly lifecycle: { readonly preStop: { readonly sleep: { readonly seconds: number } } };
  readonly securityContext: {
    readonly allowPrivilegeEscalation: false;
    readonly readOnlyRootFilesystem: true;
    readonly capabilities: { readonly drop: readonly string[] };
  };
  readonly volumeMounts?: readonly { readonly name: string; readonly mountPath: string; readonly readOnly?: true }[];
}

export type EnvVar =
  | { readonly name: string; readonly value: string }
  | { readonly name: string; readonly valueFrom: { readonly secretKeyRef: { readonly name: string; readonly key: string } } };

export interface Probe {
  readonly httpGet?: { readonly path: string; readonly port: number };
  readonly grpc?: { readonly port: number; readonly service?: string };
  readonly tcpSocket?: { readonly port: number };
  readonly initialDelaySeconds?: number;
  readonly periodSeconds: number;
  readonly timeoutSeconds: number;
  readonly failureThreshold: number;
}

/** The pod of one version: restricted as far as Kubernetes can, spread over nodes, and in no hurry to go. */
export function renderPod(
  settings: PodSettings, service: Service, labels: Readonly<Record<string, string>>, companions: readonly Companion[],
): PodSpec {
  const ports = [...new Set(service.ports.map((port) => port.targetPort))].sort((a, b) => a - b);
  return given<PodSpec>({
    serviceAccountName: service.identity.serviceAccountName,
    automountServiceAccountToken: false,
    terminationGracePeriodSeconds: settings.terminationGraceSeconds,
    imagePullSecrets: listed(settings.imagePullSecrets.map((name) => ({ name }))),
    securityContext: given<PodSecurityContext>({ runAsNonRoot: true, runAsUser: settings.runAsUser, seccompProfile: { type: 'RuntimeDefault' } }),
    topologySpreadConstraints: [{
      maxSkew: 1, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'ScheduleAnyway', labelSelector: { matchLabels: labels },
    }],
    containers: [
      renderContainer(settings, { name: service.name, ports, first: service.ports[0].targetPort }),
      ...companions.map(({ name, ports: [port], settings: own }) => renderContainer(own, { name, ports: [port], first: port })),
    ],
    volumes: listed(renderVolumes([settings, ...companions.map((companion) => companion.settings)])),
  });
}

interface Listening {
  readonly name: string;
  readonly ports: readonly number[];
  /** What probes ask that name no port. */
  readonly first: number;
}

function renderContainer(settings: PodSettings, { name, ports, first }: Listening): Container {
  return given<Container>({
    name,
    image: settings.image,
    command: settings.command,
    args: settings.args,
    env: listed(renderEnv(settings)),
    ports: ports.map((containerPort) => ({ containerPort, protocol: 'TCP' })),
    resources: given({ requests: settings.requests, limits: Object.keys(settings.limits).length === 0 ? undefined : settings.limits }),
    startupProbe: renderProbe(settings.startupProbe, first),
    readinessProbe: renderProbe(settings.readinessProbe, first),
    livenessProbe: renderProbe(settings.livenessProbe, first),
    // Connections still arrive until every proxy knows that the pod goes.
    lifecycle: { preStop: { sleep: { seconds: DRAIN_SECONDS } } },
    securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
    volumeMounts: listed(renderMounts(settings)),
  });
}

function renderVolumes(containers: readonly Pick<PodSettings, 'emptyDirs' | 'configMaps'>[]): Volume[] {
  return sortedBy(containers.flatMap(({ emptyDirs, configMaps }) => [
    ...Object.keys(emptyDirs).map((name) => ({ name, emptyDir: {} })),
    ...Object.keys(configMaps).map((name) => ({ name, configMap: { name } })),
  ]), ({ name }) => name);
}

function renderMounts({ emptyDirs, configMaps }: Pick<PodSettings, 'emptyDirs' | 'configMaps'>): NonNullable<Container['volumeMounts']> {
  return sortedBy([
    ...Object.entries(emptyDirs).map(([name, mountPath]) => ({ name, mountPath })),
    ...Object.entries(configMaps).map(([name, mountPath]) => ({ name, mountPath, readOnly: true as const })),
  ], ({ name }) => name);
}

/** Secrets first, so that plain values can refer to them as `$(NAME)`. */
function renderEnv({ env, secretEnv }: PodSettings): EnvVar[] {
  const secrets = [...secretEnv].sort((a, b) => ordinal(a.variable, b.variable));
  return [
    ...secrets.map(({ variable, secretName, key }) => ({ name: variable, valueFrom: { secretKeyRef: { name: secretName, key } } })),
    ...Object.entries(env).sort(([a], [b]) => ordinal(a, b)).map(([name, value]) => ({ name, value })),
  ];
}

function renderProbe(probe: ProbeSettings | undefined, firstPort: number): Probe | undefined {
  if (probe === undefined) return undefined;
  const port = probe.port ?? firstPort;
  const { check, initialDelaySeconds, periodSeconds, timeoutSeconds, failureThreshold } = probe;
  const timing = { initialDelaySeconds, periodSeconds, timeoutSeconds, failureThreshold };
  switch (check.kind) {
    case 'http': return given<Probe>({ httpGet: { path: check.path, port }, ...timing });
    case 'grpc': return given<Probe>({ grpc: given({ port, service: check.service }), ...timing });
    case 'tcp': return given<Probe>({ tcpSocket: { port }, ...timing });
  }
}
