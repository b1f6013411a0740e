import { plaintextToStrictService } from '../../../src/analysis/rules/plaintext-to-strict-service';
import { deployment, destinationRule, namespace, objects, peerAuthentication, service, serviceEntry } from '../objects';
import { ruleTest } from '../rule-test';

const HOST = 'reviews.shop.svc.cluster.local';
const pods = [service('reviews', [{ name: 'http', port: 80, targetPort: 8080 }, { name: 'admin', port: 81 }]), deployment('reviews')];
const tls = (mode: string) => ({ tls: { mode } });
const rule = (trafficPolicy: object, more = {}) => destinationRule('reviews', { host: HOST, trafficPolicy, ...more });
const mode = (name: string, one: string, more = {}) => peerAuthentication(name, { mtls: { mode: one }, ...more });
const selector = { matchLabels: { app: 'reviews' } };
const AT = 'DestinationRule shop/reviews spec.trafficPolicy.tls';

ruleTest(plaintextToStrictService, {
  valid: [
    { name: 'mutual TLS', objects: objects(rule(tls('ISTIO_MUTUAL')), mode('default', 'STRICT'), ...pods) },
    { name: 'pods that accept both', objects: objects(rule(tls('DISABLE')), mode('default', 'PERMISSIVE'), ...pods) },
    { name: 'no policy at all', objects: objects(rule(tls('DISABLE')), ...pods) },
    { name: 'an exception for the pods', objects: objects(rule(tls('DISABLE')), mode('istio-system/default', 'STRICT'), mode('reviews', 'PERMISSIVE', { selector }), ...pods) },
    {
      name: 'an exception for the port of the pod',
      objects: objects(
        rule({ portLevelSettings: [{ port: { number: 80 }, ...tls('DISABLE') }] }),
        mode('reviews', 'STRICT', { selector, portLevelMtls: { 8080: { mode: 'PERMISSIVE' } } }), ...pods,
      ),
    },
    { name: 'another port has its own settings', objects: objects(rule({ ...tls('DISABLE'), portLevelSettings: [{ port: { number: 80 }, ...tls('ISTIO_MUTUAL') }, { port: { number: 81 } }] }), mode('default', 'STRICT'), ...pods) },
    { name: 'pods without a proxy', objects: objects(namespace('shop', { 'istio-injection': 'disabled' }), rule(tls('DISABLE')), mode('istio-system/default', 'STRICT'), ...pods) },
    { name: 'a policy that leaves it to the mesh', objects: objects(rule(tls('DISABLE')), mode('default', 'UNSET'), ...pods) },
    { name: 'two policies, of which the older would count', objects: objects(rule(tls('DISABLE')), mode('a', 'STRICT'), mode('b', 'PERMISSIVE'), ...pods) },
    { name: 'a host outside', objects: objects(destinationRule('a', { host: 'a.example.com', trafficPolicy: tls('SIMPLE') }), serviceEntry('a', { hosts: ['a.example.com'] }), mode('default', 'STRICT')) },
  ],
  invalid: [
    {
      name: 'plaintext, by the policy of the namespace',
      objects: objects(rule(tls('DISABLE')), mode('default', 'STRICT'), ...pods),
      findings: [{ at: AT, message: 'refused', data: { mode: 'DISABLE', host: HOST, port: 80, policy: 'PeerAuthentication shop/default' } }],
    },
    { name: 'TLS of its own, by the policy of the mesh', objects: objects(rule(tls('SIMPLE')), mode('istio-system/default', 'STRICT'), ...pods), findings: [{ at: AT, message: 'refused' }] },
    {
      name: 'for one port',
      objects: objects(rule({ portLevelSettings: [{ port: { number: 81 }, ...tls('DISABLE') }] }), mode('reviews', 'PERMISSIVE', { selector, portLevelMtls: { 81: { mode: 'STRICT' } } }), ...pods),
      findings: [{ at: 'DestinationRule shop/reviews spec.trafficPolicy.portLevelSettings[0].tls', message: 'refused', data: { mode: 'DISABLE', host: HOST, port: 81, policy: 'PeerAuthentication shop/reviews' } }],
    },
    {
      name: 'for one subset, of every host',
      objects: objects(destinationRule('all', { host: '*.local', subsets: [{ name: 'v1', trafficPolicy: tls('DISABLE') }] }), mode('default', 'STRICT'), ...pods),
      findings: [{ at: 'DestinationRule shop/all spec.subsets[0].trafficPolicy.tls', message: 'refused' }],
    },
  ],
});
