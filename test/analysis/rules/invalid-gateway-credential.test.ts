import { execFileSync } from 'node:child_process';
import { invalidGatewayCredential } from '../../../src/analysis/rules/invalid-gateway-credential';
import { gateway, object, objects } from '../objects';
import { ruleTest } from '../rule-test';

/** Valid for one day from now on. */
const CERTIFICATE = execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', '/dev/null', '-subj', '/CN=a.example.com', '-days', '1'], { stdio: ['ignore', 'pipe', 'ignore'] }).toString();
const edge = (tls: object) => gateway('edge', { selector: { istio: 'ingressgateway' }, servers: [{ port: { number: 443, name: 'https', protocol: 'HTTPS' }, hosts: ['*'], tls: { mode: 'SIMPLE', ...tls } }] });
const secret = (fields: object, place = 'istio-system/web') => object('v1', 'Secret', place, fields as Record<string, unknown>);
const web = edge({ credentialName: 'web' });
const encoded = (text: string) => Buffer.from(text).toString('base64');
const good = { data: { 'tls.crt': encoded(CERTIFICATE), 'tls.key': encoded('key') } };
const AT = 'Gateway shop/edge spec.servers[0].tls.credentialName';

ruleTest(invalidGatewayCredential, {
  valid: [
    { name: 'a certificate and its key', objects: objects(web, secret(good)) },
    { name: 'in plain text, and by the older names', objects: objects(web, secret({ stringData: { cert: CERTIFICATE, key: 'key' } })) },
    { name: 'no Secret, which another rule looks at', objects: objects(web, secret({}, 'shop/web')) },
    { name: 'no certificate', objects: objects(edge({ mode: 'PASSTHROUGH' })) },
    { name: 'its last day', objects: objects(web, secret(good)), surroundings: { today: new Date().toISOString().slice(0, 10) } },
  ],
  invalid: [
    { name: 'no keys', objects: objects(web, secret({ data: { other: 'x' } })), findings: [{ at: AT, message: 'keys', data: { secret: 'istio-system/web' } }] },
    { name: 'an empty key', objects: objects(edge({ credentialNames: ['kubernetes://web'] }), secret({ data: { 'tls.crt': encoded(CERTIFICATE), 'tls.key': '' } })), findings: [{ at: `${AT}s[0]`, message: 'keys' }] },
    { name: 'no certificate in it', objects: objects(web, secret({ stringData: { 'tls.crt': 'x', 'tls.key': 'key' } })), findings: [{ at: AT, message: 'unreadable' }] },
    { name: 'a day that is over', objects: objects(web, secret(good)), surroundings: { today: '2999-01-01' }, findings: [{ at: AT, message: 'expired' }] },
  ],
});
