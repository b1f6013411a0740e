import { wrongEdgeObjects } from './wrong-edge-objects';
import { wrongIstioObjects } from './wrong-istio-objects';
import { wrongKubernetesObjects } from './wrong-kubernetes-objects';
import { aFlatObject, anObject } from '../../test/testing/an-object';
import type { KubeObject } from '../mesh/kube';

/** Who refuses: the schema's fields and types, its CEL rules, Kubernetes' own validation, its admission, istiod's webhook. */
export type Refuser = 'unknown field' | 'schema' | 'CEL' | 'validation' | 'admission' | 'webhook';

/** Who refuses it, a part of the reason, the kind, its spec, and what its metadata have beside a name and a namespace. */
export type Row = [Refuser, string, string, string, object?];

export interface Wrong {
  readonly by: Refuser;
  readonly reason: string;
  readonly object: KubeObject;
}

const FLAT = /^v1 (ConfigMap|Secret|ServiceAccount)$|^configuration\.konghq\.com\//;

export function wrongObjects(): Wrong[] {
  return [...wrongIstioObjects, ...wrongKubernetesObjects, ...wrongEdgeObjects].map(([by, reason, type, spec, metadata]) => {
    const all = { ...(type === 'v1 Namespace' ? {} : { namespace: 'shop' }), ...metadata };
    return { by, reason, object: FLAT.test(type) ? aFlatObject(type, spec, all) : anObject(type, spec, all) };
  });
}

/** Who a refusal came from, as its text shows. */
export function refuserOf({ apiVersion }: KubeObject, text: string): Refuser {
  if (/^admission webhook "\S*istio\.io" denied the request/.test(text)) return 'webhook';
  if (/field not declared in schema/.test(text)) return 'unknown field';
  if (/ is forbidden: |^namespaces "\S+" not found/.test(text)) return 'admission';
  if (/^failed to (create typed patch object|convert new object)/.test(text)) return 'schema';
  const isCustom = /^([^/]*\.)?(istio\.io|cert-manager\.io|konghq\.com|falcosecurity\.dev|nginx\.org|gateway\.networking\.k8s\.io)\//.test(apiVersion);
  if (!isCustom) return 'validation';
  return /Required value|Unsupported value|in body should|must validate one and only one schema/.test(text) ? 'schema' : 'CEL';
}
