import { destinationRulesFrom, destinationRulesNaming } from '../../src/manifests/destination-rules';
import { manifestsOf } from '../analysis/rule-test';

const rule = (namespace: string, name: string, host: string, exportTo?: string[]) =>
  `{ apiVersion: networking.istio.io/v1, kind: DestinationRule, metadata: { name: ${name}, namespace: ${namespace} }, spec: { host: "${host}"${exportTo ? `, exportTo: ${JSON.stringify(exportTo)}` : ''} } }\n`;
const HOST = 'cart.shop.svc.cluster.local';
const followed = (clients: string, ...rules: string[]) =>
  destinationRulesFrom(manifestsOf({ objects: rules.join('---\n') }), clients, HOST, 'shop').map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);

describe('which DestinationRule a client follows', () => {
  test.each<[string, string, string[], string[]]>([
    ['that of the service', 'web', [rule('shop', 'own', 'cart')], ['shop/own']],
    ['its own before that of the service', 'web', [rule('shop', 'own', 'cart'), rule('web', 'mine', HOST)], ['web/mine']],
    ['even if its own is only a wildcard', 'web', [rule('shop', 'own', 'cart'), rule('web', 'mine', '*.shop.svc.cluster.local')], ['web/mine']],
    ['not one that its own namespace may not follow', 'web', [rule('shop', 'own', 'cart'), rule('web', 'mine', HOST, ['shop'])], ['shop/own']],
    ['not one that is private twice', 'web', [rule('shop', 'own', 'cart', ['.', '.'])], []],
    ['not a private one of the service', 'web', [rule('shop', 'own', 'cart', ['.'])], []],
    ['not one of a third namespace', 'web', [rule('third', 'far', HOST)], []],
    ['that of the root namespace at last', 'web', [rule('istio-system', 'all', '*.local')], ['istio-system/all']],
    ['the exact one before the wildcard', 'web', [rule('shop', 'any', '*.shop.svc.cluster.local'), rule('shop', 'own', 'cart')], ['shop/own']],
    ['the service\'s before the root\'s, from the root', 'istio-system', [rule('istio-system', 'all', '*.local'), rule('shop', 'own', 'cart')], ['shop/own']],
    ['a private one of the root, from the root', 'istio-system', [rule('istio-system', 'all', '*.local', ['.']), rule('shop', 'own', 'cart')], ['istio-system/all']],
  ])('%s', (_, clients, rules, expected) => {
    expect(followed(clients, ...rules)).toEqual(expected);
  });

  test('all that name a host', () => {
    const manifests = manifestsOf({ objects: [rule('shop', 'own', 'cart'), rule('web', 'mine', HOST), rule('web', 'other', 'cart')].join('---\n') });
    expect(destinationRulesNaming(manifests, HOST).map(({ metadata }) => metadata.name)).toEqual(['own', 'mine']);
  });
});
