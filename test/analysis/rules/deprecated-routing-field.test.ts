import { deprecatedRoutingField } from '../../../src/analysis/rules/deprecated-routing-field';
import { destinationRule, objects, sidecar, to, virtualService } from '../objects';
import { ruleTest } from '../rule-test';

const egress = [{ hosts: ['./*'] }];
const replaced = (path: string, field: string, replacement: string) => ({ at: path, message: 'replaced', data: { field, replacement } });

ruleTest(deprecatedRoutingField, {
  valid: [{
    name: 'what took their place',
    objects: objects(
      virtualService('a', { hosts: ['a'], http: [{ route: [to('a')], fault: { delay: { percentage: { value: 1 }, percent: 0, fixedDelay: '1s' } }, mirrorPercentage: { value: 1 }, corsPolicy: { allowOrigins: [{ exact: 'https://a' }] } }] }),
      destinationRule('a', { host: 'a', trafficPolicy: { loadBalancer: { simple: 'LEAST_REQUEST' }, outlierDetection: { consecutive5xxErrors: 5 } } }),
      sidecar('a', { egress, outboundTrafficPolicy: { mode: 'ALLOW_ANY' } }),
    ),
  }],
  invalid: [
    {
      name: 'in a VirtualService',
      objects: objects(virtualService('a', { hosts: ['a'], http: [{ route: [to('a')], fault: { delay: { percent: 10, fixedDelay: '1s' } }, mirrorPercent: 5, mirror_percent: 5, corsPolicy: { allowOrigin: ['*'] } }] })),
      findings: [
        replaced('VirtualService shop/a spec.http[0].corsPolicy.allowOrigin', 'allowOrigin', 'allowOrigins'),
        replaced('VirtualService shop/a spec.http[0].fault.delay.percent', 'percent', 'percentage'),
        replaced('VirtualService shop/a spec.http[0].mirrorPercent', 'mirrorPercent', 'mirrorPercentage'),
        replaced('VirtualService shop/a spec.http[0].mirror_percent', 'mirror_percent', 'mirrorPercentage'),
      ],
    },
    {
      name: 'in a DestinationRule, its ports and its subsets',
      objects: objects(destinationRule('a', {
        host: 'a',
        trafficPolicy: { loadBalancer: { simple: 'LEAST_CONN', warmupDurationSecs: '10s' }, portLevelSettings: [{ port: { number: 80 }, outlierDetection: { consecutiveErrors: 5 } }] },
        subsets: [{ name: 'v1', trafficPolicy: { loadBalancer: { consistentHash: { useSourceIp: true, minimumRingSize: 64 } } } }],
      })),
      findings: [
        replaced('DestinationRule shop/a spec.subsets[0].trafficPolicy.loadBalancer.consistentHash.minimumRingSize', 'minimumRingSize', 'ringHash.minimumRingSize'),
        replaced('DestinationRule shop/a spec.trafficPolicy.loadBalancer.simple', 'LEAST_CONN', 'LEAST_REQUEST'),
        replaced('DestinationRule shop/a spec.trafficPolicy.loadBalancer.warmupDurationSecs', 'warmupDurationSecs', 'warmup'),
        replaced('DestinationRule shop/a spec.trafficPolicy.portLevelSettings[0].outlierDetection.consecutiveErrors', 'consecutiveErrors', 'consecutive5xxErrors'),
      ],
    },
    {
      name: 'in a Sidecar',
      objects: objects(sidecar('a', { egress, outboundTrafficPolicy: { mode: 'ALLOW_ANY', egressProxy: { host: 'out' } } })),
      findings: [{ at: 'Sidecar shop/a spec.outboundTrafficPolicy.egressProxy', message: 'ignored', data: { field: 'egressProxy' } }],
    },
  ],
});
