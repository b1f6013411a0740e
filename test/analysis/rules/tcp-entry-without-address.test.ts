import { tcpEntryWithoutAddress } from '../../../src/analysis/rules/tcp-entry-without-address';
import { objects, serviceEntry } from '../objects';
import { ruleTest } from '../rule-test';

const entry = (protocol: string | undefined, more = {}) => serviceEntry('db', { hosts: ['db.example.com'], ports: [{ number: 5432, name: 'db', ...(protocol === undefined ? {} : { protocol }) }], ...more });

ruleTest(tcpEntryWithoutAddress, {
  valid: [
    { name: 'proxies that answer DNS', objects: objects(entry('TCP')), surroundings: { dnsCapture: true } },
    { name: 'an address', objects: objects(entry('TCP', { addresses: ['10.0.0.1'] })) },
    { name: 'TLS, which says its host', objects: objects(entry('TLS')) },
    { name: 'an address that istiod gave', objects: objects({ ...entry('TCP'), status: { addresses: [{ value: '240.240.0.1' }] } }) },
  ],
  invalid: [
    { name: 'TCP in small letters', objects: objects(entry('tcp')), findings: [{ at: 'ServiceEntry shop/db spec.ports[0]', message: 'all', data: { port: 5432 } }] },
    { name: 'no protocol, which is TCP', objects: objects(entry(undefined, { addresses: [] })), findings: [{ at: 'ServiceEntry shop/db spec.ports[0]', message: 'all' }] },
  ],
});
