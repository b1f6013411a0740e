import { readFileSync } from 'node:fs';
import { Binaries } from './binaries';
import { Kube, KubeObject } from './kube';
import { until } from './until';

const WEBHOOKS = '/apis/admissionregistration.k8s.io/v1';

/** Applies Istio's manifests as istioctl generated them. */
export async function installIstio(kube: Kube, { objects: file }: Binaries, capture: 'cni' | 'init'): Promise<void> {
  const objects: KubeObject[] = JSON.parse(readFileSync(file, 'utf8'));
  if (capture === 'init') injectInitContainers(objects);
  const isDefinition = ({ kind }: KubeObject) => kind === 'CustomResourceDefinition';
  await kube.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'istio-system' } });
  await Promise.all(objects.filter(isDefinition).map(async (object) => kube.apply(object)));
  // Service accounts before the pods that need them; the rest in any order.
  const others = objects.filter((object) => !isDefinition(object) && object.kind !== 'Namespace');
  const isAccount = ({ kind }: KubeObject) => kind === 'ServiceAccount';
  await Promise.all(others.filter(isAccount).map(async (object) => applyWhenServed(kube, object)));
  await Promise.all(others.filter((object) => !isAccount(object)).map(async (object) => applyWhenServed(kube, object)));
}

export async function waitForIstio(kube: Kube): Promise<void> {
  await until('the validating webhook', 180, async () => {
    const { webhooks } = await kube.get(`${WEBHOOKS}/validatingwebhookconfigurations/istiod-default-validator`);
    return webhooks.every(({ clientConfig, failurePolicy }: KubeObject) => clientConfig.caBundle && failurePolicy === 'Fail');
  });
  await until('the injecting webhook', 180, async () => {
    const { webhooks } = await kube.get(`${WEBHOOKS}/mutatingwebhookconfigurations/istio-sidecar-injector`);
    return webhooks.every(({ clientConfig }: KubeObject) => clientConfig.caBundle);
  });
  await until('the ingress gateway', 180, async () => {
    const { status } = await kube.get('/apis/apps/v1/namespaces/istio-system/deployments/istio-ingressgateway');
    return status.readyReplicas > 0;
  });
}

/** Has pods capture their traffic themselves, as without istio-cni. */
function injectInitContainers(objects: KubeObject[]): void {
  const injector = objects.find(({ kind, metadata }) => kind === 'ConfigMap' && metadata.name === 'istio-sidecar-injector')!;
  const values = JSON.parse(injector.data.values);
  values.pilot.cni.enabled = false;
  injector.data.values = JSON.stringify(values);
}

/** A definition is served a moment after it was made. */
async function applyWhenServed(kube: Kube, object: KubeObject): Promise<void> {
  await until(`${object.kind} ${object.metadata.name} to be accepted`, 20, async () => kube.apply(object), 200);
}
