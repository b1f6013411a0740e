import { gatewayForAnyHost } from '../../../src/analysis/rules/gateway-for-any-host';
import { gateway, objects } from '../objects';
import { ruleTest } from '../rule-test';

const edge = (hosts: string[], more = {}) => objects(gateway('edge', { selector: { istio: 'ingressgateway' }, servers: [{ port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts, ...more }] }));

ruleTest(gatewayForAnyHost, {
  valid: [
    { name: 'one host', objects: edge(['a.example.com', '*/b.example.com']) },
    { name: 'any host of one namespace', objects: edge(['shop/*', './*']) },
    { name: 'a redirect to HTTPS', objects: edge(['*'], { tls: { httpsRedirect: true } }) },
    { name: 'a gateway between clusters', objects: edge(['*'], { tls: { mode: 'AUTO_PASSTHROUGH' } }) },
  ],
  invalid: [{
    name: 'any host of any namespace',
    objects: edge(['*', '*/*']),
    findings: [{ at: 'Gateway shop/edge spec.servers[0].hosts[0]', message: 'open' }, { at: 'Gateway shop/edge spec.servers[0].hosts[1]', message: 'open' }],
  }],
});
