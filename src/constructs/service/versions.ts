import { type ApiObject, JsonPatch } from 'cdk8s';
import { type Construct } from 'constructs';
import { type Workload } from './workload';
import { podSecurityRefusals } from '../../manifests/pod-security';
import type { PodTemplate } from '../../manifests/pod-template';
import type { Check } from '../../model/facts';
import type { Labels, Port, Service, Version } from '../../model/service';
import { DEPLOYMENT } from '../../render/kinds';
import { deploymentName } from '../../render/names';
import type { Companion } from '../../render/pod';
import { sameContent, sortedBy, sortedRecord } from '../../support/compare';
import { checkDnsLabel } from '../../support/dns-name';
import { explain, fail, type Placed } from '../../support/errors';
import { isPodSecurityLevel } from '../../support/pod-security-level';
import { emit } from '../emit';
import { podSecurityAround } from '../mesh/namespace-scope';

/** The pods of a service, of all its versions. */
export interface VersionSet {
  readonly serviceAccountName: string;
  /** False where the pods bring a service account of their own. */
  readonly ownServiceAccount: boolean;
  /** Whether every version is a Deployment of ours. Others protect theirs themselves: Kubernetes evicts no pod that has two budgets. */
  readonly ownPods: boolean;
  /** The labels all of its pods share. */
  readonly selector: Labels;
  /** Ordered by name, without traffic policies. */
  readonly versions: readonly Version[];
  readonly checks: readonly Check[];
  /** Emits the Deployments that are ours. */
  readonly emit: (service: Service) => void;
  /** Puts a container beside those of its pods; the same one twice is one. */
  readonly accompany: (by: Placed, companion: Companion) => void;
}

export interface VersionsOf {
  readonly name: string;
  readonly namespace: string;
  readonly ports: readonly Port[];
  readonly workload: Workload | undefined;
  readonly versions: Readonly<Record<string, Workload>> | undefined;
}

/** What is known of the pods of one version, after completion. */
interface Pods {
  readonly version: string;
  readonly workload: Workload;
  readonly labels: Labels;
  /** The labels by which its owner finds them, where there is no `app`. */
  readonly own: Labels;
  readonly serviceAccountName: string;
  /** Whether somebody else makes the service account. */
  readonly bringsAccount: boolean;
  readonly check: Check | undefined;
}

/** The version of a service that names none. */
const ONLY = 'v1';

export function versionsOf(at: Construct, of: VersionsOf): VersionSet {
  const workloads = workloadsOf(at, of);
  const pods = sortedBy(Object.entries(workloads), ([version]) => version).map(([version, workload]) => podsOf(at, of, version, workload));
  const selector = selectorOf(at, pods);
  const serviceAccountName = accountOf(at, pods);
  const companions: Companion[] = [];
  return {
    serviceAccountName,
    ownServiceAccount: pods.some(({ bringsAccount }) => !bringsAccount),
    ownPods: pods.every(({ workload }) => workload._source.kind === 'deployment'),
    selector,
    versions: versionLabels(at, pods, selector),
    checks: pods.flatMap(({ check }) => check ?? []),
    emit: (service) => {
      for (const { workload, version } of pods) emitDeployment(at, service, workload, version, companions);
    },
    accompany: (by, companion) => {
      if (companions.includes(companion)) return;
      if (companions.length > 0) {
        fail(by, 'MSH470', {
          what: `${of.name} has another agent beside it`, got: companion.name, allowed: companions[0].name, fix: 'let one decide: put all policies into it',
        });
      }
      for (const { workload } of pods) checkCompanion(by, of, workload, companion);
      companions.push(companion);
    },
  };
}

function workloadsOf(at: Placed, { workload, versions }: VersionsOf): Readonly<Record<string, Workload>> {
  const given = [workload, versions].filter((each) => each !== undefined).length;
  if (given !== 1 || (versions !== undefined && Object.keys(versions).length === 0)) {
    fail(at, given === 2 ? 'MSH016' : 'MSH060', {
      what: given === 2 ? 'both `workload` and `versions` say which pods the service has' : 'nothing says which pods the service has',
      fix: 'give `workload` for one version, or `versions` with a Workload for each',
    });
  }
  for (const version of Object.keys(versions ?? {})) checkDnsLabel(version, 'version', at);
  return versions ?? { [ONLY]: workload! };
}

function podsOf(at: Construct, of: VersionsOf, version: string, workload: Workload): Pods {
  const source = workload._source;
  const usual = { app: of.name, version };
  switch (source.kind) {
    case 'deployment':
      return { version, workload, labels: usual, own: usual, serviceAccountName: of.name, bringsAccount: false, check: undefined };
    case 'selected':
      return {
        version,
        workload,
        labels: source.labels,
        own: source.labels,
        serviceAccountName: source.serviceAccountName,
        bringsAccount: true,
        check: undefined,
      };
    case 'adopted':
      return adopt(at, of, version, workload, source);
  }
}

interface Adopted {
  readonly object: ApiObject;
  readonly complete: boolean;
}

/**
 * Pods that somebody else's object makes. What the mesh needs and the object does not say is written into its pod template:
 * the labels by which telemetry and subsets know them, an identity of their own, the namespace.
 */
function adopt(at: Construct, of: VersionsOf, version: string, workload: Workload, source: Adopted): Pods {
  const { object, complete } = source;
  const found = workload._read();
  checkAdoptable(at, of, object, found);
  const missing: Labels = complete
    ? Object.fromEntries(Object.entries({ app: of.name, version }).filter(([name]) => !(name in found.podLabels)))
    : {};
  for (const [name, value] of Object.entries(missing)) object.addJsonPatch(JsonPatch.add(`/spec/template/metadata/labels/${name}`, value));
  if (complete && found.namespace === undefined) object.addJsonPatch(JsonPatch.add('/metadata/namespace', of.namespace));
  const serviceAccountName = found.serviceAccountName ?? of.name;
  if (found.serviceAccountName === undefined) {
    if (!complete) {
      fail(at, 'MSH061', {
        what: `${describe(found)} runs as the namespace's default service account, which it shares with everything that names none`,
        fix: 'give its pods a service account of their own, or let the library do it (completePodTemplate)',
      });
    }
    object.addJsonPatch(JsonPatch.add('/spec/template/spec/serviceAccountName', serviceAccountName));
  }
  const labels = { ...found.podLabels, ...missing };
  const expected = { labels, serviceAccountName };
  return {
    version,
    workload,
    labels,
    own: found.selectorLabels,
    serviceAccountName,
    bringsAccount: found.serviceAccountName !== undefined,
    check: (model) => [...changed(at, of, workload, expected), ...notAdmitted(at, workload._read(), podSecurityAround(at, model))],
  };
}

function checkAdoptable(at: Placed, { namespace }: VersionsOf, object: ApiObject, found: PodTemplate): void {
  if (found.namespace !== undefined && found.namespace !== namespace) {
    fail(at, 'MSH061', { what: `${describe(found)} is in another namespace`, got: found.namespace, allowed: namespace, fix: 'declare the service in the namespace of its pods' });
  }
  if (Object.keys(found.podLabels).length === 0) {
    fail(at, 'MSH061', { what: `the pods of ${describe(found)} have no labels, so nothing can select them`, got: object.node.path, fix: 'give its pod template labels' });
  }
}

/** The object may be changed after it was handed over; what the mesh relies on must still be so. */
function changed(at: Placed, of: VersionsOf, workload: Workload, expected: { labels: Labels; serviceAccountName: string }): ReturnType<Check> {
  const now = workload._read();
  const ports = new Set(now.containerPorts.map((port) => port.number));
  const deaf = ports.size === 0 ? [] : of.ports.filter((port) => !ports.has(port.targetPort));
  const says = (what: string, got: unknown, fix: string) => ({ code: 'MSH108' as const, path: at.node.path, message: explain({ what, got, fix }) });
  return [
    ...(sameContent(now.podLabels, expected.labels) ? [] : [says(`the labels of ${describe(now)} were changed after it was handed over`, now.podLabels, 'finish it before it is passed to Workload.fromApiObject()')]),
    ...(now.serviceAccountName === expected.serviceAccountName ? [] : [says(`the service account of ${describe(now)} was changed after it was handed over`, now.serviceAccountName, 'finish it before it is passed to Workload.fromApiObject()')]),
    ...deaf.map((port) => says(`no container of ${describe(now)} declares port ${port.targetPort}`, [...ports].sort((a, b) => a - b), 'declare the containerPort, or give the ServicePort the right targetPort')),
  ];
}

/** A namespace refuses pods that may do more than its level: their Deployment is accepted, and nothing runs. */
function notAdmitted(at: Placed, found: PodTemplate, level: string | undefined): ReturnType<Check> {
  const refused = isPodSecurityLevel(level) ? podSecurityRefusals(level, found.podSpec) : [];
  if (refused.length === 0) return [];
  return [{
    code: 'MSH083',
    path: at.node.path,
    message: explain({
      what: `the namespace takes only pods that are '${level}', which those of ${describe(found)} are not: ${refused.join(', ')}`,
      fix: 'set the securityContext of its containers, or let the namespace take more (podSecurity, with a reason)',
    }),
  }];
}

/** `app` where all have the same, otherwise every label that all share. */
function selectorOf(at: Placed, pods: readonly Pods[]): Labels {
  const [first, ...others] = pods;
  const shared = Object.fromEntries(Object.entries(first.labels).filter(([name, value]) =>
    name !== 'version' && others.every(({ labels }) => labels[name] === value)));
  if ('app' in shared) return { app: shared.app };
  const own = Object.fromEntries(Object.entries(shared).filter(([name]) => name in first.own));
  const selector = Object.keys(own).length > 0 ? own : shared;
  if (Object.keys(selector).length > 0) return sortedRecord(selector);
  if (others.length === 0) return sortedRecord(first.labels);
  return fail(at, 'MSH080', { what: 'the pods of the versions share no label, so no Service and no policy could select all of them', got: pods.map(({ labels }) => labels), fix: 'give them one label in common' });
}

/** The labels that tell a version from its siblings. */
function versionLabels(at: Placed, pods: readonly Pods[], selector: Labels): Version[] {
  const versions = pods.map(({ version, labels, own }): Version => {
    const telling = 'version' in labels ? { version: labels.version } : Object.fromEntries(Object.entries(own).filter(([name]) => !(name in selector)));
    return { name: version, labels: Object.keys(telling).length > 0 ? sortedRecord(telling) : selector, trafficPolicy: undefined };
  });
  versions.forEach((version, index) => {
    const twin = versions.slice(index + 1).find((other) => sameContent(other.labels, version.labels));
    if (twin === undefined) return;
    fail(at, 'MSH080', { what: `the pods of versions ${version.name} and ${twin.name} cannot be told apart`, got: version.labels, fix: 'give them different values of the label `version`' });
  });
  return versions;
}

/** A service is one identity: its callers are told who they talk to by it, and its callees who calls. */
function accountOf(at: Placed, pods: readonly Pods[]): string {
  const accounts = [...new Set(pods.map(({ serviceAccountName }) => serviceAccountName))].sort();
  if (accounts.length === 1) return accounts[0];
  return fail(at, 'MSH080', { what: 'the versions run as different service accounts, and policies name one for a service', got: accounts, fix: 'use one service account for all versions' });
}

function emitDeployment(at: Construct, service: Service, workload: Workload, name: string, companions: readonly Companion[]): void {
  if (workload._source.kind !== 'deployment') return;
  const version = service.versions.find((candidate) => candidate.name === name)!;
  emit(at, `Deployment-${name}`, {
    kind: DEPLOYMENT,
    name: checkDnsLabel(deploymentName(service.name, name), 'name of the Deployment', at),
    namespace: service.namespace,
    labels: { ...service.selector, ...version.labels },
    spec: () => workload._render(service, version, companions),
  });
}

/** Pods have each name and port once, and only what we write can get another container. */
function checkCompanion(by: Placed, { name, ports }: VersionsOf, { _source: source }: Workload, companion: Companion): void {
  if (source.kind !== 'deployment') {
    fail(by, 'MSH470', { what: `the pods of ${name} are made by others: no container can be put beside theirs`, fix: 'use an OpenPolicyAgent, which has pods of its own' });
  }
  const taken = ports.find(({ targetPort }) => companion.ports.includes(targetPort));
  const volumes = [...Object.keys(source.settings.emptyDirs), ...Object.keys(source.settings.configMaps)];
  if (taken !== undefined || name === companion.name || Object.keys(companion.settings.configMaps).some((volume) => volumes.includes(volume))) {
    fail(by, 'MSH470', {
      what: taken === undefined ? `the pods of ${name} have a container or volume of this name already` : `${name} listens where ${companion.name} does`,
      got: taken?.targetPort ?? companion.name,
      ...(taken === undefined ? {} : { allowed: `ports other than ${companion.ports.join(', ')}` }),
      fix: taken === undefined ? 'give the other another name' : 'let the application listen elsewhere, or use an OpenPolicyAgent, which has pods of its own',
    });
  }
}

function describe(found: PodTemplate): string {
  return `${found.kind} ${found.name}`;
}
