import { type Duration } from 'cdk8s';
import { _resources, type ContainerResources } from './container-resources';
import { Probe } from './probe';
import { DRAIN_SECONDS, type PodSettings } from '../../render/pod';
import { checkList, checkOnce } from '../../support/closed-set';
import { sortedRecord } from '../../support/compare';
import { checkDirectory, checkImage, checkUserId, checkVariable } from '../../support/container';
import { checkDnsLabel, checkDnsName } from '../../support/dns-name';
import { fail } from '../../support/errors';
import { checkAnnotations, checkLabels, checkNotReserved } from '../../support/labels';
import { checkWhole } from '../../support/number';
import { checkText } from '../../support/plain-text';
import { checkSeconds } from '../../support/time-span';

/**
 * An environment variable with the value of a Secret.
 */
export interface EnvFromSecret {
  /**
   * Name of the variable.
   */
  readonly variable: string;

  /**
   * Name of the Secret, in the same namespace.
   */
  readonly secretName: string;

  /**
   * Key in the Secret.
   */
  readonly key: string;
}

/**
 * Files of a ConfigMap in the containers.
 */
export interface ConfigMapMount {
  /**
   * Name of the ConfigMap, in the same namespace: a DNS label, by which the volume is called, too.
   */
  readonly configMapName: string;

  /**
   * Directory in which its keys are files.
   */
  readonly directory: string;
}

/**
 * The pods of one version of a service, as a Deployment that the library makes.
 */
export interface DeploymentProps {
  /**
   * Image of the application. It must run as a user other than root, or `runAsUser` must be given.
   */
  readonly image: string;

  /**
   * How many pods, 0 to 1000.
   *
   * @default 2
   */
  readonly replicas?: number;

  /**
   * What is run instead of the image's entry point.
   *
   * @default - the image's
   */
  readonly command?: string[];

  /**
   * Arguments of what is run.
   *
   * @default - the image's
   */
  readonly args?: string[];

  /**
   * Environment variables. Kubernetes replaces `$(NAME)` by another variable; `$$(NAME)` stays as it is.
   *
   * @default - none
   */
  readonly env?: { [variable: string]: string };

  /**
   * Environment variables with the values of Secrets. Those of `env` can refer to them as `$(NAME)`.
   *
   * @default - none
   */
  readonly envFromSecrets?: EnvFromSecret[];

  /**
   * What each container is sure to get, and what it may take at most.
   *
   * @default - requests of 100m CPU and 128 MiB, no limits
   */
  readonly resources?: ContainerResources;

  /**
   * Whether a pod can take requests.
   *
   * @default - Probe.tcp(): the first port of the service can be connected to
   */
  readonly readinessProbe?: Probe;

  /**
   * Whether a container must be started anew.
   *
   * @default - none: it is started anew when its process ends
   */
  readonly livenessProbe?: Probe;

  /**
   * Whether a container has started. The other probes wait for it.
   *
   * @default - none
   */
  readonly startupProbe?: Probe;

  /**
   * Further labels of the pods.
   *
   * @default - `app` and `version`, which the library sets
   */
  readonly podLabels?: { [key: string]: string };

  /**
   * Annotations of the pods.
   *
   * @default - none
   */
  readonly podAnnotations?: { [key: string]: string };

  /**
   * Directories the application can write to, by the names of their volumes. They are empty at the start. Everything else is read-only.
   *
   * @default - none
   */
  readonly emptyDirs?: { [volume: string]: string };

  /**
   * Files of ConfigMaps. Kubernetes does not start pods anew when a ConfigMap changes: an annotation of the pods that changes with it does.
   *
   * @default - none
   */
  readonly configMaps?: ConfigMapMount[];

  /**
   * User id the application runs as: not 0, and not 1337, which is the proxy's.
   *
   * @default - the image's
   */
  readonly runAsUser?: number;

  /**
   * How long a pod that stops may take, in whole seconds. In the first 5 it still serves, while proxies hear that it goes.
   *
   * @default Duration.seconds(30)
   */
  readonly terminationGracePeriod?: Duration;

  /**
   * Secrets, in the same namespace, by which the image is read from its registry.
   *
   * @default - none
   */
  readonly imagePullSecrets?: string[];
}

const LABELS_OF_THE_LIBRARY = {
  'app': 'leave it out: it is the name of the service',
  'version': 'leave it out: it is the name of the version in `versions`',
  'sidecar.istio.io/inject': 'leave it out: whether pods have a proxy is said by their namespace',
  'istio.io/dataplane-mode': 'leave it out: it is said by the namespace',
};

const ANNOTATIONS_OF_THE_LIBRARY = {
  'sidecar.istio.io/inject': 'leave it out: whether pods have a proxy is said by their namespace',
};

/** @internal */
export function _podSettings(props: DeploymentProps): PodSettings {
  return {
    image: checkImage(props.image),
    replicas: checkWhole(props.replicas ?? 2, 'replicas', 0, 1000),
    command: props.command && checkList(props.command, 'command', 'leave it out to run what the image runs').map(checkArgument),
    args: props.args && checkList(props.args, 'args', 'leave it out to take those of the image').map(checkArgument),
    ...environment(props),
    ..._resources(props.resources),
    readinessProbe: (props.readinessProbe ?? Probe.tcp())._probe,
    livenessProbe: props.livenessProbe?._probe,
    startupProbe: props.startupProbe?._probe,
    ...metadata(props),
    ...volumes(props),
    runAsUser: props.runAsUser === undefined ? undefined : checkUserId(props.runAsUser),
    terminationGraceSeconds: graceSeconds(props.terminationGracePeriod),
    imagePullSecrets: (props.imagePullSecrets ?? []).map((name) => checkDnsName(name, 'Secret')),
  };
}

/** Anything but what would end it. */
function checkArgument(value: string): string {
  if (typeof value === 'string' && !value.includes('\0')) return value;
  return fail(undefined, 'MSH009', { what: 'not a text that a process can be given', got: value, allowed: 'any text without the character 0' });
}

function environment({ env = {}, envFromSecrets = [] }: DeploymentProps): Pick<PodSettings, 'env' | 'secretEnv'> {
  const secretEnv = envFromSecrets.map(({ variable, secretName, key }) => ({
    variable: checkVariable(variable, 'the variable'),
    secretName: checkDnsName(secretName, 'Secret'),
    key: checkText(key, 'the key in the Secret'),
  }));
  for (const [name, value] of Object.entries(env)) {
    checkVariable(name, 'the variable');
    checkArgument(value);
  }
  checkOnce([...Object.keys(env), ...secretEnv.map((one) => one.variable)], 'a variable', 'give each variable one value');
  return { env: sortedRecord(env), secretEnv };
}

function metadata({ podLabels = {}, podAnnotations = {} }: DeploymentProps): Pick<PodSettings, 'podLabels' | 'podAnnotations'> {
  checkNotReserved(podLabels, LABELS_OF_THE_LIBRARY, 'podLabels');
  checkNotReserved(podAnnotations, ANNOTATIONS_OF_THE_LIBRARY, 'podAnnotations');
  return { podLabels: checkLabels(podLabels, 'podLabels'), podAnnotations: checkAnnotations(podAnnotations, 'podAnnotations') };
}

function volumes({ emptyDirs = {}, configMaps = [] }: DeploymentProps): Pick<PodSettings, 'emptyDirs' | 'configMaps'> {
  for (const [volume, path] of Object.entries(emptyDirs)) {
    checkDnsLabel(volume, 'name of the volume');
    checkDirectory(path, `the directory of ${volume}`);
  }
  for (const { configMapName, directory } of configMaps) {
    checkDnsLabel(configMapName, 'name of the ConfigMap');
    checkDirectory(directory, `the directory of ${configMapName}`);
  }
  checkOnce([...Object.keys(emptyDirs), ...configMaps.map(({ configMapName }) => configMapName)], 'a volume', 'give each volume a name of its own');
  checkOnce([...Object.values(emptyDirs), ...configMaps.map(({ directory }) => directory)], 'a directory', 'give each volume a directory of its own');
  const mounts = Object.fromEntries(configMaps.map(({ configMapName, directory }) => [configMapName, directory]));
  return { emptyDirs: sortedRecord(emptyDirs), configMaps: sortedRecord(mounts) };
}

function graceSeconds(given: Duration | undefined): number {
  const period = given === undefined ? 30 : checkSeconds(given, 'terminationGracePeriod');
  if (period > DRAIN_SECONDS) return period;
  return fail(undefined, 'MSH047', {
    what: 'terminationGracePeriod leaves the application no time to end',
    got: `${period} s`,
    allowed: `more than the ${DRAIN_SECONDS} s in which it still serves`,
  });
}
