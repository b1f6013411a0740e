import { http10ToEnvoy } from '../../../src/analysis/rules/http-1-0-to-envoy';
import { ingress } from '../delivery-objects';
import { objects, pods, service } from '../objects';
import { ruleTest } from '../rule-test';

const annotation = 'nginx.ingress.kubernetes.io/proxy-http-version';
const gateway = pods('cart', {}, { labels: { app: 'cart' }, annotations: { 'inject.istio.io/templates': 'gateway' } });
const speaking = (version: string) => ingress('shop', { annotations: { [annotation]: version } });

ruleTest(http10ToEnvoy, {
  valid: [
    { name: 'HTTP/1.1', objects: objects(speaking('1.1'), service('cart'), gateway) },
    { name: 'not to a gateway', objects: objects(speaking('1.0'), service('cart'), pods('cart', {})) },
  ],
  invalid: [
    {
      name: 'HTTP/1.0',
      objects: objects(speaking('1.0'), service('cart'), gateway),
      findings: [{ at: `Ingress shop/shop metadata.annotations[${annotation}]`, message: 'old' }],
    },
  ],
});
