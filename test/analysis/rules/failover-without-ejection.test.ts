import { failoverWithoutEjection } from '../../../src/analysis/rules/failover-without-ejection';
import { destinationRule, objects } from '../objects';
import { ruleTest } from '../rule-test';

const locality = (setting: object) => ({ loadBalancer: { localityLbSetting: setting } });
const failover = locality({ failover: [{ from: 'a', to: 'b' }] });
const ejection = { outlierDetection: { consecutive5xxErrors: 5 } };
const rule = (trafficPolicy: object, more = {}) => objects(destinationRule('a', { host: 'a', trafficPolicy, ...more }));

ruleTest(failoverWithoutEjection, {
  valid: [
    { name: 'with outlierDetection', objects: rule({ ...failover, ...ejection }) },
    { name: 'shares of places, which need none', objects: rule(locality({ distribute: [{ from: 'a/*', to: { 'a/*': 100 } }] })) },
    { name: 'turned off', objects: rule(locality({ enabled: false, failover: [{ from: 'a', to: 'b' }] })) },
    { name: 'a subset inherits it', objects: rule(ejection, { subsets: [{ name: 'v1', trafficPolicy: failover }] }) },
  ],
  invalid: [
    { name: 'failover', objects: rule(failover), findings: [{ at: 'DestinationRule shop/a spec.trafficPolicy.loadBalancer.localityLbSetting.failover', message: 'never', data: { field: 'failover' } }] },
    {
      name: 'a port, which does not inherit it',
      objects: rule({ ...ejection, portLevelSettings: [{ port: { number: 80 }, ...locality({ failoverPriority: ['zone'] }) }] }),
      findings: [{ at: 'DestinationRule shop/a spec.trafficPolicy.portLevelSettings[0].loadBalancer.localityLbSetting.failoverPriority', message: 'never', data: { field: 'failoverPriority' } }],
    },
    { name: 'a subset', objects: rule({}, { subsets: [{ name: 'v1', trafficPolicy: failover }] }), findings: [{ at: 'DestinationRule shop/a spec.subsets[0].trafficPolicy.loadBalancer.localityLbSetting.failover', message: 'never' }] },
  ],
});
