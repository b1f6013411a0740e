import { extensionWithoutPods } from '../../../src/analysis/rules/extension-without-pods';
import { deployment, envoyFilter, object, objects, telemetry } from '../objects';
import { ruleTest } from '../rule-test';

const of = (app: string) => ({ selector: { matchLabels: { app } } });

ruleTest(extensionWithoutPods, {
  valid: [
    { name: 'pods of a Deployment', objects: objects(telemetry('web', of('web')), deployment('web')) },
    { name: 'pods that are not known', objects: objects(telemetry('web', of('wbe')), deployment('other/web')) },
    { name: 'no selector', objects: objects(telemetry('web', {}), deployment('web')) },
    { name: 'the root namespace', objects: objects(telemetry('istio-system/web', of('wbe')), deployment('istio-system/web')) },
    { name: 'a gateway that lies outside', objects: objects(telemetry('edges/edge', of('edge')), deployment('edges/web')), surroundings: { gatewayWorkloads: [{ namespace: 'edges', labels: { app: 'edge' }, serviceAccountName: 'edge', ports: [] }] } },
  ],
  invalid: [
    {
      name: 'a typing error',
      objects: objects(telemetry('web', of('wbe')), deployment('web')),
      findings: [{ at: 'Telemetry shop/web spec.selector.matchLabels', message: 'none', data: { namespace: 'shop', selector: 'app=wbe' } }],
    },
    { name: 'labels of an EnvoyFilter', objects: objects(envoyFilter('web', { workloadSelector: { labels: { app: 'wbe' } } }), deployment('web')), findings: [{ at: 'EnvoyFilter shop/web spec.workloadSelector.labels', message: 'none' }] },
    { name: 'a WasmPlugin', objects: objects(object('extensions.istio.io/v1alpha1', 'WasmPlugin', 'web', { spec: of('wbe') }), deployment('web')), findings: [{ at: 'WasmPlugin shop/web spec.selector.matchLabels', message: 'none' }] },
    { name: 'a TrafficExtension', objects: objects(object('extensions.istio.io/v1alpha1', 'TrafficExtension', 'web', { spec: of('wbe') }), deployment('web')), findings: [{ at: 'TrafficExtension shop/web spec.selector.matchLabels', message: 'none' }] },
    { name: 'a ProxyConfig', objects: objects(object('networking.istio.io/v1beta1', 'ProxyConfig', 'web', { spec: of('wbe') }), deployment('web')), findings: [{ at: 'ProxyConfig shop/web spec.selector.matchLabels', message: 'none' }] },
  ],
});
