import { removedKind } from '../../../src/analysis/rules/removed-kind';
import { authorizationPolicy, object, objects } from '../objects';
import { ruleTest } from '../rule-test';

const definition = (group: string, kind: string) => objects({ apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', metadata: { name: 'a' }, spec: { group, names: { kind } } });

ruleTest(removedKind, {
  valid: [
    { name: 'kinds in use', objects: objects(authorizationPolicy('web', {})) },
    { name: 'the same word of others', objects: objects(object('example.com/v1', 'ServiceRole', 'web', {})) },
    { name: 'definitions of others', objects: definition('example.com', 'Policy') },
    { name: 'a broken definition', objects: objects({ apiVersion: 'apiextensions.k8s.io/v1', kind: 'CustomResourceDefinition', metadata: { name: 'a' } }) },
  ],
  invalid: [
    { name: 'an object', objects: objects(object('rbac.istio.io/v1alpha1', 'ServiceRole', 'web', { spec: {} })), findings: [{ at: 'ServiceRole shop/web', message: 'object', data: { kind: 'ServiceRole', replacement: 'AuthorizationPolicy' } }] },
    { name: 'a definition', objects: definition('rbac.istio.io', 'RbacConfig'), findings: [{ at: 'CustomResourceDefinition a spec.names.kind', message: 'definition', data: { kind: 'RbacConfig' } }] },
  ],
});
