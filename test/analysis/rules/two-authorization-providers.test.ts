import { twoAuthorizationProviders } from '../../../src/analysis/rules/two-authorization-providers';
import { authorizationPolicy, deployment, objects } from '../objects';
import { ruleTest } from '../rule-test';

const ask = (name: string, provider: string, app?: string) =>
  authorizationPolicy(name, { action: 'CUSTOM', provider: { name: provider }, rules: [{}], ...(app === undefined ? {} : { selector: { matchLabels: { app } } }) });
const pods = [deployment('orders'), deployment('web')];
const data = { workload: 'shop/web', providers: 'keys and opa' };

ruleTest(twoAuthorizationProviders, {
  valid: [
    { name: 'one provider in two policies', objects: objects(...pods, ask('a', 'opa'), ask('b', 'opa', 'web')) },
    { name: 'a provider for each', objects: objects(...pods, ask('a', 'opa', 'orders'), ask('b', 'keys', 'web')) },
    { name: 'another action', objects: objects(...pods, ask('a', 'opa'), authorizationPolicy('b', {})) },
  ],
  invalid: [
    {
      name: 'one of the namespace and one of pods',
      objects: objects(...pods, ask('a', 'opa'), ask('b', 'keys', 'web')),
      findings: [
        { at: 'AuthorizationPolicy shop/a spec.provider.name', message: 'several', data },
        { at: 'AuthorizationPolicy shop/b spec.provider.name', message: 'several', data },
      ],
    },
  ],
});
