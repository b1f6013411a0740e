import { tlsInsideTls } from '../../../src/analysis/rules/tls-inside-tls';
import { destinationRule, objects, serviceEntry } from '../objects';
import { ruleTest } from '../rule-test';

const entry = (protocol: string) => serviceEntry('api', { hosts: ['api.example.com'], ports: [{ number: 443, name: 'port', protocol }] });
const rule = (trafficPolicy: object) => destinationRule('api', { host: 'api.example.com', trafficPolicy });

ruleTest(tlsInsideTls, {
  valid: [
    { name: 'clients speak plaintext', objects: objects(entry('HTTP'), rule({ tls: { mode: 'SIMPLE' } })) },
    { name: 'the proxy starts no TLS', objects: objects(entry('HTTPS'), rule({ tls: { mode: 'DISABLE' } })) },
    { name: 'for another port only', objects: objects(entry('HTTPS'), rule({ portLevelSettings: [{ port: { number: 80 }, tls: { mode: 'SIMPLE' } }] })) },
    { name: 'another setting for this port', objects: objects(entry('TLS'), rule({ tls: { mode: 'SIMPLE' }, portLevelSettings: [{ port: { number: 443 } }] })) },
    { name: 'mutual TLS of the mesh, to a gateway', objects: objects(entry('TLS'), rule({ tls: { mode: 'ISTIO_MUTUAL' } })) },
  ],
  invalid: [
    {
      name: 'both start it',
      objects: objects(entry('HTTPS'), rule({ tls: { mode: 'SIMPLE' } })),
      findings: [{ at: 'ServiceEntry shop/api spec.ports[0].protocol', message: 'twice', data: { port: 443, host: 'api.example.com', protocol: 'HTTPS', mode: 'SIMPLE' } }],
    },
    { name: 'for this port', objects: objects(entry('tls'), rule({ portLevelSettings: [{ port: { number: 443 }, tls: { mode: 'MUTUAL' } }] })), findings: [{ at: 'ServiceEntry shop/api spec.ports[0].protocol', message: 'twice' }] },
  ],
});
