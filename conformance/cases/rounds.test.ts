import assert from 'node:assert';
import { test } from 'node:test';
import { Case, checkApart } from './case';
import { roundsOf } from './rounds';

const service = (namespace: string) => ({ apiVersion: 'v1', kind: 'Service', metadata: { name: 'web', namespace }, spec: { ports: [{ port: 80, appProtocol: 'http' }] } });
const deployment = (namespace: string, replicas: number) => ({ apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'web', namespace }, spec: { replicas } });
const policy = { apiVersion: 'security.istio.io/v1', kind: 'AuthorizationPolicy', metadata: { name: 'edge', namespace: 'istio-system' } };
const of = (name: string, replicas: number, ...more: object[]) =>
  new Case(name, [service(name), deployment(name, replicas), ...more], 'client:visitors/one GET / → 403 web');

test('cases share a round while there is room, and who has rules for everybody has one alone', () => {
  const rounds = roundsOf([of('a', 10), of('edge', 1, policy), of('b', 28), of('c', 4)]);
  assert.deepStrictEqual(rounds.map((round) => round.map(({ name }) => name)), [['b', 'c'], ['a'], ['edge']]);
});

test('two cases of one namespace are refused', () => {
  checkApart([of('a', 1, policy), of('b', 1, policy)]);
  assert.throws(() => checkApart([of('a', 1), new Case('b', [service('a')], 'client:a/one GET / → 403 web')]), /the cases a and b both have a namespace a/);
});

test('a case brings the namespaces that its objects lie in, and the accounts of its callers with theirs', () => {
  const made = of('a', 1).surroundings.map(({ kind, metadata }) => `${kind} ${metadata.namespace ?? ''}/${metadata.name}`);
  assert.deepStrictEqual(made, ['Namespace /visitors', 'Namespace /a', 'ServiceAccount visitors/one']);
});
