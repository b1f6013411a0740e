import { parse } from 'yaml';
import type { EdgeShop } from './shop';
import type { Kube, KubeObject } from '../mesh/kube';
import { until } from '../mesh/until';

const PODS = '/api/v1/namespaces/istio-system/pods';
const CONFIG = '/api/v1/namespaces/istio-system/configmaps/istio';

/** What `MeshConfig` writes. The gateway reads it when it starts. */
export async function trustTheEdge(kube: Kube, shop: EdgeShop): Promise<void> {
  const { data } = parse(shop.configured(JSON.stringify(await kube.get(CONFIG))));
  await kube.patch(CONFIG, { data });
  const gateways = async () => (await kube.list(PODS)).filter(({ metadata }) => metadata.labels?.istio === 'ingressgateway');
  const [{ metadata: { name } }] = await gateways();
  await kube.delete(`${PODS}/${name}`);
  await until('a gateway that was started with it', 60, async () => {
    const [pod, ...others] = await gateways();
    return others.length === 0 && pod.metadata.name !== name && pod.status.conditions?.some(({ type, status }: KubeObject) => type === 'Ready' && status === 'True');
  }, 200);
}
