import { chartWithOciPrefix } from '../../../src/analysis/rules/chart-with-oci-prefix';
import { application } from '../delivery-objects';
import { objects } from '../objects';
import { ruleTest } from '../rule-test';

const repoURL = 'oci://registry.example.com/charts';

ruleTest(chartWithOciPrefix, {
  valid: [
    { name: 'without', objects: objects(application('istiod', { source: { repoURL: 'registry.example.com/charts', chart: 'istiod' } })) },
    { name: 'no chart', objects: objects(application('istiod', { source: { repoURL, path: '.' } })) },
  ],
  invalid: [
    {
      name: 'one source',
      objects: objects(application('istiod', { source: { repoURL, chart: 'istiod' } })),
      findings: [{ at: 'Application shop/istiod spec.source.repoURL', message: 'prefix', data: { chart: 'istiod', repository: repoURL } }],
    },
    {
      name: 'one of several',
      objects: objects(application('istiod', { sources: [{ repoURL: 'https://git.example.com/values' }, { repoURL, chart: 'istiod' }] })),
      findings: [{ at: 'Application shop/istiod spec.sources[1].repoURL', message: 'prefix' }],
    },
  ],
});
