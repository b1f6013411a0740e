import { deniedTcpPort } from '../../../src/analysis/rules/denied-tcp-port';
import { authorizationPolicy, deployment, objects, service } from '../objects';
import { ruleTest } from '../rule-test';

const deny = (rule: object) => authorizationPolicy('db', { action: 'DENY', rules: [rule] });
const writes = (ports?: string[]) => deny({ to: [{ operation: { methods: ['DELETE'], ...(ports && { ports }) } }] });
const both = service('db', [{ name: 'tcp', port: 5432 }, { name: 'http', port: 80, targetPort: 8080 }]);
const db = deployment('db');

ruleTest(deniedTcpPort, {
  valid: [
    { name: 'ports with requests only', objects: objects(writes(), service('db'), db) },
    { name: 'the port with requests', objects: objects(writes(['8080']), both, db) },
    { name: 'somebody', objects: objects(deny({ from: [{ source: { namespaces: ['a'] } }], to: [{ operation: { methods: ['DELETE'] } }] }), both, db) },
    { name: 'everybody', objects: objects(deny({}), both, db) },
    { name: 'something allowed', objects: objects(authorizationPolicy('db', { rules: [{ to: [{ operation: { methods: ['GET'] } }] }] }), both, db) },
  ],
  invalid: [
    { name: 'no port', objects: objects(writes(), both, db), findings: [{ at: 'AuthorizationPolicy shop/db spec.rules[0]', message: 'closed', data: { port: 5432, workload: 'shop/db' } }] },
    { name: 'the port without requests', objects: objects(writes(['5432']), both, db), findings: [{ at: 'AuthorizationPolicy shop/db spec.rules[0]', message: 'closed' }] },
  ],
});
