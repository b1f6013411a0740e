import { replicasOfTwoOwners } from '../../../src/analysis/rules/replicas-of-two-owners';
import { deployment, object, objects } from '../objects';
import { ruleTest } from '../rule-test';

const scaler = (name: string, kind = 'Deployment') => object('autoscaling/v2', 'HorizontalPodAutoscaler', name, { spec: { scaleTargetRef: { apiVersion: 'apps/v1', kind, name: 'cart' }, maxReplicas: 5 } });
const scaled = (kind: string) => ({ ...deployment('cart'), kind, spec: { replicas: 2, ...deployment('cart').spec as object } });

ruleTest(replicasOfTwoOwners, {
  valid: [
    { name: 'the autoscaler alone', objects: objects(scaler('cart'), deployment('cart')) },
    { name: 'a number alone', objects: objects(scaled('Deployment')) },
    { name: 'of another kind', objects: objects(scaler('cart', 'StatefulSet'), scaled('Deployment')) },
    { name: 'of another namespace', objects: objects(scaler('depot/cart'), scaled('Deployment')) },
  ],
  invalid: [
    {
      name: 'both',
      objects: objects(scaler('cart'), scaled('Deployment')),
      findings: [{ at: 'Deployment shop/cart spec.replicas', message: 'both', data: { autoscaler: 'cart', replicas: 2 } }],
    },
    {
      name: 'of a StatefulSet',
      objects: objects(scaler('cart', 'StatefulSet'), scaled('StatefulSet')),
      findings: [{ at: 'StatefulSet shop/cart spec.replicas', message: 'both' }],
    },
  ],
});
