import { differenceIgnoredByHalves } from '../../../src/analysis/rules/difference-ignored-by-halves';
import { application } from '../delivery-objects';
import { objects } from '../objects';
import { ruleTest } from '../rule-test';

const ignoreDifferences = [{ group: 'apps', kind: 'Deployment' }, { group: 'networking.istio.io', kind: 'VirtualService', jqPathExpressions: ['.spec.http[].route[].weight'] }];

ruleTest(differenceIgnoredByHalves, {
  valid: [
    { name: 'kept', objects: objects(application('shop', { ignoreDifferences, syncPolicy: { syncOptions: ['ApplyOutOfSyncOnly=true', 'RespectIgnoreDifferences=true'] } })) },
    { name: 'nothing of Istio', objects: objects(application('shop', { ignoreDifferences: [ignoreDifferences[0]] })) },
  ],
  invalid: [
    {
      name: 'shown only',
      objects: objects(application('shop', { ignoreDifferences, syncPolicy: { automated: {} } })),
      findings: [{ at: 'Application shop/shop spec.ignoreDifferences[1]', message: 'overwritten', data: { kind: 'VirtualService' } }],
    },
  ],
});
