import { blocking, networkPoliciesOf } from '../../src/manifests/network-policies';
import { fulfils } from '../../src/manifests/selectors';
import { deployment, namespace, networkPolicy, objects, podsNamed } from '../analysis/objects';
import { manifestsOf } from '../analysis/rule-test';

const web = deployment('web');
const orders = deployment('orders', { app: 'orders', tier: 'core' }, [{ name: 'http', containerPort: 8080 }]);
const forOrders = (spec: object) => networkPolicy('orders', { podSelector: { matchLabels: { app: 'orders' } }, ...spec });
const from = (...peers: object[]) => forOrders({ ingress: [{ from: peers, ports: [{ port: 8080 }] }] });

/** Whether web gets through to port 8080 of orders. */
function isOpen(...policies: object[]): boolean {
  const manifests = manifestsOf({ objects: objects(web, orders, namespace('shop', { team: 'a' }), ...policies as any[]) });
  const [caller, callee] = manifests.workloads;
  return blocking(manifests, caller, callee, [8080]).length === 0;
}

describe('what the network lets through', () => {
  test.each<[string, object[]]>([
    ['everything where no policy is', []],
    ['what goes out, where policies are about what comes in', [networkPolicy('web', { podSelector: {}, policyTypes: ['Ingress'], ingress: [{}] })]],
    ['the named pods', [from(podsNamed('web'))]],
    ['pods of a namespace by its own name', [from(podsNamed('web', 'shop'))]],
    ['pods of a namespace by its labels', [from({ namespaceSelector: { matchLabels: { team: 'a' } } })]],
    ['what one of several policies opens', [from(podsNamed('admin')), networkPolicy('more', { podSelector: {}, ingress: [{ from: [podsNamed('web')] }] })]],
    ['addresses, of which nobody knows whose they are', [from({ ipBlock: { cidr: '10.0.0.0/8' } })]],
    ['a range of ports', [forOrders({ ingress: [{ ports: [{ port: 8000, endPort: 9000 }] }] })]],
    ['the name of a port', [forOrders({ ingress: [{ ports: [{ port: 'http' }] }] })]],
    ['expressions that hold', [from({ podSelector: { matchExpressions: [{ key: 'app', operator: 'In', values: ['web'] }, { key: 'old', operator: 'DoesNotExist' }] } })]],
    ['what both sides open', [from(podsNamed('web')), networkPolicy('web', { podSelector: {}, policyTypes: ['Egress'], egress: [{ to: [podsNamed('orders')] }] })]],
  ])('%s', (_, policies) => {
    expect(isOpen(...policies)).toBe(true);
  });

  test.each<[string, object[]]>([
    ['nothing where a policy opens nothing', [networkPolicy('closed', { podSelector: {} })]],
    ['other pods only', [from(podsNamed('admin'))]],
    ['pods of that name in another namespace only', [from(podsNamed('web', 'edge'))]],
    ['other ports only', [forOrders({ ingress: [{ from: [podsNamed('web')], ports: [{ port: 9090 }] }] })]],
    ['UDP only', [forOrders({ ingress: [{ ports: [{ port: 8080, protocol: 'UDP' }] }] })]],
    ['another name of a port', [forOrders({ ingress: [{ ports: [{ port: 'metrics' }] }] })]],
    ['expressions that do not hold', [from({ podSelector: { matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['web'] }] } })]],
    ['nothing out, where egress is said without types', [networkPolicy('web', { podSelector: { matchLabels: { app: 'web' } }, egress: [{ to: [podsNamed('admin')] }], ingress: [{}] })]],
  ])('%s', (_, policies) => {
    expect(isOpen(...policies)).toBe(false);
  });

  test('policies with expressions are found by the labels they mean', () => {
    const policy = networkPolicy('core', { podSelector: { matchExpressions: [{ key: 'tier', operator: 'Exists' }] } });
    const manifests = manifestsOf({ objects: objects(web, orders, policy) });
    expect(manifests.workloads.map((workload) => networkPoliciesOf(manifests, workload, 'ingress').length)).toEqual([0, 1]);
  });

  test('a label that is not known may be any', () => {
    expect(fulfils({}, { matchLabels: { a: 'b' } })).toBe(false);
    expect(fulfils({}, { matchLabels: { a: 'b' }, matchExpressions: [{ key: 'c', operator: 'Exists' }] }, false)).toBe(true);
    expect(fulfils({ a: 'c' }, { matchLabels: { a: 'b' } }, false)).toBe(false);
    expect(fulfils({ a: 'b' }, { matchExpressions: [{ key: 'a', operator: 'Gt', values: ['1'] }] })).toBe(false);
  });
});
