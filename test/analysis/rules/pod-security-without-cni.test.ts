import { podSecurityWithoutCni } from '../../../src/analysis/rules/pod-security-without-cni';
import { namespace, objects } from '../objects';
import { ruleTest } from '../rule-test';

const LEVEL = 'pod-security.kubernetes.io/enforce';
const guarded = (level: string, labels: object = { 'istio-injection': 'enabled' }) => objects(namespace('shop', { [LEVEL]: level, ...labels }));
const at = `Namespace shop metadata.labels[${LEVEL}]`;

ruleTest(podSecurityWithoutCni, {
  valid: [
    { name: 'nothing is known of the plugin', objects: guarded('restricted') },
    { name: 'the plugin is there', objects: guarded('restricted'), surroundings: { cni: true, complete: true } },
    { name: 'privileged pods', objects: guarded('privileged'), surroundings: { cni: false } },
    { name: 'only warned of', objects: objects(namespace('shop', { 'pod-security.kubernetes.io/warn': 'restricted', 'istio-injection': 'enabled' })), surroundings: { cni: false } },
    { name: 'no proxies beside pods', objects: guarded('restricted', { 'istio.io/dataplane-mode': 'ambient' }), surroundings: { cni: false } },
    { name: 'injection refused', objects: guarded('restricted', { 'istio-injection': 'disabled', 'istio.io/rev': 'stable' }), surroundings: { cni: false } },
  ],
  invalid: [
    { name: 'restricted', objects: guarded('restricted'), surroundings: { cni: false }, findings: [{ at, message: 'refused', data: { level: 'restricted', namespace: 'shop' } }] },
    { name: 'baseline, by revision, in a mesh that is Istio as it comes', objects: guarded('baseline', { 'istio.io/rev': 'stable' }), surroundings: { complete: true }, findings: [{ at, message: 'refused', data: { level: 'baseline', namespace: 'shop' } }] },
  ],
});
