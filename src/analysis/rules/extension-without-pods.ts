import type { Labels } from '../../manifests/manifest';
import { knowsWorkloads } from '../../manifests/outside';
import { isEmptySelector, selects } from '../../manifests/selectors';
import { defineRule } from '../rule';

/** Kinds that change what proxies do, and where each keeps its selector. */
const SELECTORS: Readonly<Record<string, { readonly path: string; readonly of: (spec: any) => Labels | undefined }>> = {
  'telemetry.istio.io/Telemetry': { path: 'spec.selector.matchLabels', of: (spec) => spec.selector?.matchLabels },
  'networking.istio.io/EnvoyFilter': { path: 'spec.workloadSelector.labels', of: (spec) => spec.workloadSelector?.labels },
  'networking.istio.io/ProxyConfig': { path: 'spec.selector.matchLabels', of: (spec) => spec.selector?.matchLabels },
  'extensions.istio.io/WasmPlugin': { path: 'spec.selector.matchLabels', of: (spec) => spec.selector?.matchLabels },
  'extensions.istio.io/TrafficExtension': { path: 'spec.selector.matchLabels', of: (spec) => spec.selector?.matchLabels },
};

export const extensionWithoutPods = defineRule({
  code: 'MSH264',
  name: 'extension-without-pods',
  severity: 'warning',
  summary: 'Telemetry, filter or extension whose selector selects no pods',
  fix: 'Select the labels of the pod template, not those of the Deployment.',
  upstream: ['IST0101', 'KIA0004'],
  reads: Object.keys(SELECTORS),
  messages: {
    none: 'no pod of namespace {namespace} has the labels {selector}: this changes nothing',
  },
  check: (manifests, report) => {
    const { rootNamespace, gatewayWorkloads } = manifests.surroundings;
    for (const [kind, { path, of }] of Object.entries(SELECTORS)) {
      for (const one of manifests.ofKind(kind)) {
        const { namespace } = one.metadata;
        const selector = of(one.spec);
        if (isEmptySelector(selector) || namespace === rootNamespace || !knowsWorkloads(manifests, namespace)) continue;
        if (manifests.selected(namespace, selector).length > 0) continue;
        if (gatewayWorkloads.some((pods) => pods.namespace === namespace && selects(selector, pods.labels))) continue;
        report(one, path, 'none', { namespace, selector: Object.entries(selector!).map(([name, value]) => `${name}=${value}`).join(',') });
      }
    }
  },
});
