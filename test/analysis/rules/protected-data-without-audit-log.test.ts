import { protectedDataWithoutAuditLog } from '../../../src/analysis/rules/protected-data-without-audit-log';
import { classified, deployment, objects, service, telemetry } from '../objects';
import { ruleTest } from '../rule-test';

const [vault, pods] = [classified('vault', 'PERSONAL'), deployment('vault')];
const logging = (section: object, name = 'vault') => telemetry(name, { selector: { matchLabels: { app: 'vault' } }, accessLogging: [{ providers: [{ name: 'audit' }], ...section }] });
const data = { service: 'Service shop/vault', classes: 'PERSONAL' };
const complete = { complete: true };

ruleTest(protectedDataWithoutAuditLog, {
  valid: [
    { name: 'a log of its own', objects: objects(vault, pods, logging({})), surroundings: complete },
    { name: 'the log of the mesh', objects: objects(vault, pods, telemetry('istio-system/default', { accessLogging: [{ providers: [{ name: 'audit' }] }] })), surroundings: complete },
    { name: 'a log that others may make', objects: objects(vault, pods) },
    { name: 'a service that says nothing', objects: objects(service('vault'), pods, logging({ disabled: true })), surroundings: complete },
    { name: 'one that is off for the namespace, and on for the service', objects: objects(vault, pods, logging({}), telemetry('default', { accessLogging: [{ disabled: true }] })) },
  ],
  invalid: [
    { name: 'none', objects: objects(vault, pods, telemetry('vault', { selector: { matchLabels: { app: 'vault' } }, metrics: [] })), surroundings: complete, findings: [{ at: 'Service shop/vault', message: 'none', data }] },
    { name: 'one that is off', objects: objects(vault, pods, logging({ disabled: true })), findings: [{ at: 'Telemetry shop/vault spec.accessLogging', message: 'off', data }] },
    { name: 'errors only', objects: objects(vault, pods, logging({ filter: { expression: 'response.code >= 400' } })), findings: [{ at: 'Telemetry shop/vault spec.accessLogging', message: 'partial', data }] },
    { name: 'what it asks for itself only', objects: objects(vault, pods, logging({ match: { mode: 'CLIENT' } })), findings: [{ at: 'Telemetry shop/vault spec.accessLogging', message: 'partial', data }] },
  ],
});
