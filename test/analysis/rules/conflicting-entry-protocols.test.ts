import { conflictingEntryProtocols } from '../../../src/analysis/rules/conflicting-entry-protocols';
import { objects, serviceEntry } from '../objects';
import { ruleTest } from '../rule-test';

const entry = (name: string, protocol: string | undefined, more = {}) => serviceEntry(name, { hosts: ['a.example.com'], ports: [{ number: 443, name: 'p', ...(protocol === undefined ? {} : { protocol }) }], ...more });

ruleTest(conflictingEntryProtocols, {
  valid: [
    { name: 'the same protocol', objects: objects(entry('a', 'TLS'), entry('b', 'tls')) },
    { name: 'no protocol is TCP', objects: objects(entry('a', 'TCP'), entry('b', undefined)) },
    { name: 'seen from different namespaces', objects: objects(entry('a', 'TLS', { exportTo: ['.'] }), entry('web/b', 'HTTP', { exportTo: ['.'] })) },
    { name: 'different hosts', objects: objects(entry('a', 'TLS'), entry('b', 'HTTP', { hosts: ['b.example.com'] })) },
  ],
  invalid: [{
    name: 'one for everybody, one for its own namespace',
    objects: objects(entry('a', 'TLS'), entry('b', 'HTTP', { exportTo: ['.'] })),
    findings: [
      { at: 'ServiceEntry shop/a spec.ports[0].protocol', message: 'conflict', data: { port: 443, host: 'a.example.com', protocol: 'TLS', other: 'ServiceEntry shop/b' } },
      { at: 'ServiceEntry shop/b spec.ports[0].protocol', message: 'conflict', data: { port: 443, host: 'a.example.com', protocol: 'HTTP', other: 'ServiceEntry shop/a' } },
    ],
  }],
});
