import { policiesOf } from '../../src/manifests/policies';
import { manifestsOf } from '../analysis/rule-test';

const policy = (namespace: string, name: string, spec = '') =>
  `{ apiVersion: security.istio.io/v1, kind: AuthorizationPolicy, metadata: { name: ${name}, namespace: ${namespace} }, spec: { ${spec} } }\n`;
const GATEWAY = { 'app': 'edge', 'gateway.networking.k8s.io/gateway-name': 'edge' };
const TARGET = '{ group: gateway.networking.k8s.io, kind: Gateway, name: edge }';
const holding = (labels: Record<string, string>, ...policies: string[]) =>
  policiesOf(manifestsOf({ objects: policies.join('---\n') }), 'security.istio.io/AuthorizationPolicy', { namespace: 'shop', labels })
    .map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);

describe('which policies hold for pods', () => {
  test.each<[string, Record<string, string>, string[], string[]]>([
    ['those of the namespace and of the root', { app: 'a' }, [policy('shop', 'own'), policy('istio-system', 'all')], ['istio-system/all', 'shop/own']],
    ['not those of a third namespace', { app: 'a' }, [policy('third', 'far')], []],
    ['those that select them, in both', { app: 'a' }, [policy('shop', 'a', 'selector: { matchLabels: { app: a } }'), policy('istio-system', 'b', 'selector: { matchLabels: { app: b } }')], ['shop/a']],
    ['those that name their Gateway', GATEWAY, [policy('shop', 'edge', `targetRefs: [${TARGET}]`)], ['shop/edge']],
    ['once, however often they name it', GATEWAY, [policy('shop', 'edge', `targetRefs: [${TARGET}, ${TARGET}]`)], ['shop/edge']],
    ['not those that name a Gateway from the root', GATEWAY, [policy('istio-system', 'edge', `targetRef: ${TARGET}`)], []],
    ['not those that name another', GATEWAY, [policy('shop', 'other', `targetRefs: [${TARGET.replace('edge', 'other')}]`)], []],
    ['not those that name a Gateway of another group', GATEWAY, [policy('shop', 'edge', `targetRefs: [${TARGET.replace('gateway.networking.k8s.io', 'networking.istio.io')}]`)], []],
    ['nor those for Gateways where the pods are none', { app: 'edge' }, [policy('shop', 'edge', `targetRefs: [${TARGET}]`)], []],
  ])('%s', (_, labels, policies, expected) => {
    expect(holding(labels, ...policies)).toEqual(expected);
  });
});
