import { podCountOf } from '../../src/manifests/pod-counts';
import { readManifests } from '../../src/manifests/text-reader';

const POD = '{ metadata: { labels: { app: a } }, spec: { containers: [{ name: a, image: a }], restartPolicy: Never } }';
const LONG = POD.replace('Never', 'Always');
const scaled = (kind: string, replicas: string, version = 'apps/v1') => `apiVersion: ${version}\nkind: ${kind}\nmetadata: { name: a, namespace: shop }\nspec: { ${replicas} selector: { matchLabels: { app: a } }, template: ${LONG} }\n`;
const autoscaler = (kind: string, numbers: string, name = 'a') => `---\napiVersion: autoscaling/v2\nkind: HorizontalPodAutoscaler\nmetadata: { name: ${name}, namespace: shop }\nspec: { scaleTargetRef: { apiVersion: apps/v1, kind: ${kind}, name: ${name} }, ${numbers} }\n`;
const job = (numbers: string) => `apiVersion: batch/v1\nkind: Job\nmetadata: { name: a, namespace: shop }\nspec: { ${numbers} template: ${POD} }\n`;
const cron = (numbers: string, own = '') => `apiVersion: batch/v1\nkind: CronJob\nmetadata: { name: a, namespace: shop }\nspec: { ${own} schedule: "0 3 * * *", jobTemplate: { spec: { ${numbers} template: ${POD} } } }\n`;
const pod = (labels: string) => `apiVersion: v1\nkind: Pod\nmetadata: { name: a, namespace: shop, labels: ${labels} }\nspec: { containers: [{ name: a, image: a }] }\n`;

test.each<[string, string, number, number]>([
  ['a Deployment that says nothing', scaled('Deployment', ''), 1, 1],
  ['a Deployment of three', scaled('Deployment', 'replicas: 3,'), 3, 3],
  ['a StatefulSet of three', scaled('StatefulSet', 'replicas: 3, serviceName: a,'), 3, 3],
  ['a Rollout of three', scaled('Rollout', 'replicas: 3, strategy: { canary: {} },', 'argoproj.io/v1alpha1'), 3, 3],
  ['an autoscaler, whatever the replicas are', scaled('Deployment', 'replicas: 3,') + autoscaler('Deployment', 'minReplicas: 2, maxReplicas: 9'), 2, 9],
  ['an autoscaler that says no fewest', scaled('Deployment', '') + autoscaler('Deployment', 'maxReplicas: 9'), 1, 9],
  ['an autoscaler of what is scaled to nothing', scaled('Deployment', 'replicas: 0,') + autoscaler('Deployment', 'minReplicas: 2, maxReplicas: 9'), 0, 0],
  ['an autoscaler of another kind', scaled('Deployment', '') + autoscaler('StatefulSet', 'maxReplicas: 9'), 1, 1],
  ['an autoscaler of another name', scaled('Deployment', '') + autoscaler('Deployment', 'maxReplicas: 9', 'b'), 1, 1],
  ['a DaemonSet', scaled('DaemonSet', ''), 7, 7],
  ['a Pod', pod('{ app: a }'), 1, 1],
  ['a Pod that a Deployment made', pod('{ app: a, pod-template-hash: x }'), 0, 0],
  ['a Pod that a StatefulSet made', pod('{ app: a, controller-revision-hash: x }'), 0, 0],
  ['a Pod that a Job made', pod('{ batch.kubernetes.io/job-name: x }'), 0, 0],
  ['a ReplicaSet that a Deployment made', scaled('ReplicaSet', 'replicas: 3,').replace('namespace: shop', 'namespace: shop, labels: { pod-template-hash: x }'), 0, 0],
  ['a Job', job(''), 0, 1],
  ['a Job of four at a time', job('parallelism: 4, completions: 9,'), 0, 4],
  ['a Job that needs fewer than it may have', job('parallelism: 4, completions: 2,'), 0, 2],
  ['a Job that waits', job('suspend: true,'), 0, 0],
  ['a CronJob', cron('parallelism: 2,'), 0, 2],
  ['a CronJob that waits', cron('', 'suspend: true,'), 0, 0],
])('%s', (_, text, least, most) => {
  const manifests = readManifests(text);
  expect(manifests.refused).toEqual([]);
  expect(podCountOf(manifests, manifests.workloads[0], 7)).toEqual({ least, most });
});
