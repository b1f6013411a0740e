import { workloadSelectorAtWaypoint } from '../../../src/analysis/rules/workload-selector-at-waypoint';
import { destinationRule, namespace, object, objects, service } from '../objects';
import { ruleTest } from '../rule-test';

const rule = (more: object) => destinationRule('web', { host: 'web', ...more });
const some = { workloadSelector: { matchLabels: { app: 'client' } } };
const bound = namespace('shop', { 'istio.io/use-waypoint': 'waypoint' });
const web = service('web');
const labelled = (waypoint: string) => object('v1', 'Service', 'web', { metadata: { name: 'web', namespace: 'shop', labels: { 'istio.io/use-waypoint': waypoint } }, spec: { ports: [] } });

ruleTest(workloadSelectorAtWaypoint, {
  valid: [
    { name: 'all clients', objects: objects(rule({}), web, bound) },
    { name: 'no waypoint', objects: objects(rule(some), web, namespace('shop')) },
    { name: 'a Service that refuses it', objects: objects(rule(some), labelled('none'), bound) },
    { name: 'a namespace that is not known', objects: objects(rule(some), web) },
  ],
  invalid: [
    { name: 'of the namespace', objects: objects(rule(some), web, bound), findings: [{ at: 'DestinationRule shop/web spec.workloadSelector', message: 'ignored', data: { host: 'web.shop.svc.cluster.local' } }] },
    { name: 'of the Service', objects: objects(rule(some), labelled('waypoint')), findings: [{ at: 'DestinationRule shop/web spec.workloadSelector', message: 'ignored' }] },
  ],
});
