import { routeBeforeSubset } from '../../../src/analysis/rules/route-before-subset';
import { destinationRule, objects, to, virtualService } from '../objects';
import { ruleTest } from '../rule-test';

const inWave = (wave: string | undefined, one: any) => ({ ...one, metadata: { ...one.metadata, annotations: wave === undefined ? {} : { 'argocd.argoproj.io/sync-wave': wave } } });
const routes = virtualService('a', { hosts: ['a'], http: [{ route: [to('a', { subset: 'v1' })] }] });
const rule = destinationRule('a', { host: 'a', subsets: [{ name: 'v1' }] });

ruleTest(routeBeforeSubset, {
  valid: [
    { name: 'the subset first', objects: objects(inWave('1', routes), inWave('-1', rule)) },
    { name: 'no waves, which the order of kinds decides', objects: objects(routes, rule) },
    { name: 'no subset', objects: objects(inWave('1', rule), virtualService('a', { hosts: ['a'], http: [{ route: [to('a')] }] })) },
    { name: 'no DestinationRule, which another rule looks at', objects: objects(inWave('-1', routes)) },
  ],
  invalid: [{
    name: 'the route first',
    objects: objects(inWave('-1', routes), inWave(undefined, rule)),
    findings: [{ at: 'VirtualService shop/a spec.http[0].route[0].destination.subset', message: 'before', data: { wave: -1, subset: 'v1', host: 'a.shop.svc.cluster.local', later: 0 } }],
  }],
});
