import assert from 'node:assert';
import { join } from 'node:path';
import { test } from 'node:test';
import { FIGURES } from '../../src/advice/guidance';
import { amountOf } from '../../src/manifests/quantity';
import { findOrBuild } from '../mesh/binaries';
import type { KubeObject } from '../mesh/kube';
import { parseManifests } from '../mesh/manifests';
import { run } from '../mesh/processes';

/** What the estimate says that Istio's charts reserve is what they reserve: istioctl holds the charts of its version. */
test('Istio reserves what is counted with', async () => {
  const { bin } = await findOrBuild(console.log);
  const objects = parseManifests(await run(join(bin, 'istioctl'), ['manifest', 'generate', '--set', 'profile=ambient']));
  const edge = parseManifests(await run(join(bin, 'istioctl'), ['manifest', 'generate', '--set', 'profile=default']));
  const injector = JSON.parse(find(objects, 'ConfigMap', 'istio-sidecar-injector').data.values).global;
  const requested = {
    sidecar: amounts(injector.proxy.resources.requests),
    waypoint: amounts(injector.waypoint.resources.requests),
    ztunnel: ofPods(find(objects, 'DaemonSet', 'ztunnel')),
    cni: ofPods(find(objects, 'DaemonSet', 'istio-cni-node')),
    istiod: ofPods(find(objects, 'Deployment', 'istiod')),
    gateway: ofPods(find(edge, 'Deployment', 'istio-ingressgateway')),
  };
  const counted = Object.fromEntries(Object.keys(requested).map((name) => [name, FIGURES[name as keyof typeof requested].reserved]));
  assert.deepStrictEqual(requested, counted);
});

function find(objects: readonly KubeObject[], kind: string, name: string): KubeObject {
  return objects.find((object) => object.kind === kind && object.metadata.name === name)!;
}

function ofPods({ spec }: KubeObject): { cpu: number; memory: number } {
  const all: { cpu: number; memory: number }[] = spec.template.spec.containers.map(({ resources }: any) => amounts(resources.requests));
  return all.reduce((sum, { cpu, memory }) => ({ cpu: sum.cpu + cpu, memory: sum.memory + memory }));
}

function amounts({ cpu, memory }: Record<string, string>): { cpu: number; memory: number } {
  return { cpu: amountOf(cpu)!, memory: amountOf(memory)! };
}
