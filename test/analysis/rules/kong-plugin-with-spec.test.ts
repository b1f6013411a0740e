import { kongPluginWithSpec } from '../../../src/analysis/rules/kong-plugin-with-spec';
import { object, objects } from '../objects';
import { ruleTest } from '../rule-test';

ruleTest(kongPluginWithSpec, {
  valid: [{ name: 'beside metadata', objects: objects(object('configuration.konghq.com/v1', 'KongPlugin', 'jwt', { plugin: 'jwt', config: {} })) }],
  invalid: [
    { name: 'below spec', objects: objects(object('configuration.konghq.com/v1', 'KongPlugin', 'jwt', { spec: { plugin: 'jwt' } })), findings: [{ at: 'KongPlugin shop/jwt spec', message: 'spec' }] },
    {
      name: 'of the cluster',
      objects: objects({ apiVersion: 'configuration.konghq.com/v1', kind: 'KongClusterPlugin', metadata: { name: 'jwt' }, spec: { plugin: 'jwt' } }),
      findings: [{ at: 'KongClusterPlugin jwt spec', message: 'spec' }],
    },
  ],
});
