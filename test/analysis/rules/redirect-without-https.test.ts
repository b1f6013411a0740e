import { redirectWithoutHttps } from '../../../src/analysis/rules/redirect-without-https';
import { gateway, objects } from '../objects';
import { ruleTest } from '../rule-test';

const plain = (...hosts: string[]) => ({ port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts, tls: { httpsRedirect: true } });
const secure = (...hosts: string[]) => ({ port: { number: 443, name: 'https', protocol: 'HTTPS' }, hosts, tls: { mode: 'SIMPLE', credentialName: 'a' } });
const edge = (name: string, servers: object[], selector: object = { istio: 'ingressgateway' }) => gateway(name, { selector, servers });

ruleTest(redirectWithoutHttps, {
  valid: [
    { name: 'the same host with TLS', objects: objects(edge('a', [plain('a.example.com'), secure('shop/a.example.com')])) },
    { name: 'under a wildcard, in another Gateway', objects: objects(edge('a', [plain('a.example.com')]), edge('b', [secure('*.example.com')])) },
    { name: 'a redirect for everything', objects: objects(edge('a', [plain('*'), secure('a.example.com')])) },
    { name: 'no redirect', objects: objects(edge('a', [{ ...plain('a.example.com'), tls: { httpsRedirect: false } }])) },
  ],
  invalid: [
    { name: 'no TLS', objects: objects(edge('a', [plain('a.example.com', 'b.example.com'), secure('b.example.com')])), findings: [{ at: 'Gateway shop/a spec.servers[0].hosts[0]', message: 'nowhere', data: { host: 'a.example.com' } }] },
    { name: 'TLS at other pods', objects: objects(edge('a', [plain('a.example.com')]), edge('b', [secure('a.example.com')], { app: 'private' })), findings: [{ at: 'Gateway shop/a spec.servers[0].hosts[0]', message: 'nowhere' }] },
  ],
});
