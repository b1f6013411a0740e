import { requestRuleOnTcpPort } from '../../../src/analysis/rules/request-rule-on-tcp-port';
import { authorizationPolicy, deployment, objects, service } from '../objects';
import { ruleTest } from '../rule-test';

const to = (operation: object) => authorizationPolicy('db', { rules: [{ to: [{ operation }] }] });
const port = (name: string, number: number) => ({ name, port: number });
const db = deployment('db');

ruleTest(requestRuleOnTcpPort, {
  valid: [
    { name: 'a port with requests', objects: objects(to({ methods: ['GET'] }), service('db', [port('http', 80)]), db) },
    { name: 'one of two ports', objects: objects(to({ methods: ['GET'] }), service('db', [port('tcp', 5432), port('http', 80)]), db) },
    { name: 'the port with requests', objects: objects(to({ methods: ['GET'], ports: ['80'] }), service('db', [port('tcp', 5432), port('http', 80)]), db) },
    { name: 'a port whose protocol is found out', objects: objects(to({ methods: ['GET'] }), service('db', [{ port: 80 }]), db) },
    { name: 'a rule about connections', objects: objects(to({ ports: ['5432'] }), service('db', [port('tcp', 5432)]), db) },
    { name: 'no Service', objects: objects(to({ methods: ['GET'] }), db) },
    { name: 'another pod with requests', objects: objects(to({ methods: ['GET'] }), service('db', [port('tcp', 5432)]), db, service('web'), deployment('web')) },
    { name: 'a denial', objects: objects(authorizationPolicy('db', { action: 'DENY', rules: [{ to: [{ operation: { methods: ['GET'] } }] }] }), service('db', [port('tcp', 5432)]), db) },
  ],
  invalid: [
    { name: 'a method', objects: objects(to({ methods: ['GET'] }), service('db', [port('tcp', 5432)]), db), findings: [{ at: 'AuthorizationPolicy shop/db spec.rules[0].to[0].operation.methods', message: 'never', data: { attribute: 'operation.methods', workload: 'shop/db', protocol: 'TCP' } }] },
    {
      name: 'a path for the port without requests',
      objects: objects(authorizationPolicy('db', { rules: [{ from: [{ source: { namespaces: ['a'] } }] }, { to: [{ operation: { paths: ['/a'], ports: ['5432'] } }] }] }), service('db', [port('tcp', 5432), port('http', 80)]), db),
      findings: [{ at: 'AuthorizationPolicy shop/db spec.rules[1].to[0].operation.paths', message: 'never' }],
    },
  ],
});
