import { subsetSentAfterRoute } from '../../../src/analysis/rules/subset-sent-after-route';
import { destinationRule, objects, to, virtualService } from '../objects';
import { ruleTest } from '../rule-test';

const host = 'reviews.shop.svc.cluster.local';
const routes = virtualService('reviews', { hosts: [host], http: [{ route: [to(host, { subset: 'v2' })] }] });
const subsets = (name = 'reviews') => destinationRule(name, { host, subsets: [{ name: 'v2' }] });
const inWave = (object: any, wave: string) => ({ ...object, metadata: { ...object.metadata, annotations: { 'argocd.argoproj.io/sync-wave': wave } } });

ruleTest(subsetSentAfterRoute, {
  valid: [
    { name: 'the subset first', objects: objects(subsets(), routes), judged: true },
    { name: 'no file says an order', objects: objects(routes, subsets()) },
    { name: 'another rule has it before', objects: objects(subsets('first'), routes, subsets()), judged: true },
    { name: 'a wave decides', objects: objects(routes, inWave(subsets(), '-1')), judged: true },
    { name: 'no subset, and one that is nowhere', objects: objects(virtualService('a', { hosts: [host], http: [{ route: [to(host)] }] }), routes, destinationRule('b', { host })), judged: true },
  ],
  invalid: [
    { name: 'the route first', objects: objects(routes, subsets()), judged: true, findings: [{ at: 'VirtualService shop/reviews spec.http[0].route[0].destination.subset', message: 'after', data: { subset: 'v2', host } }] },
    { name: 'in a list', objects: JSON.stringify({ apiVersion: 'v1', kind: 'List', items: [routes, subsets()] }), judged: true, findings: [{ at: 'VirtualService shop/reviews spec.http[0].route[0].destination.subset', message: 'after' }] },
  ],
});
