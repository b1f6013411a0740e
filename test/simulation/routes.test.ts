import { AB, ask, BOTH, inWords, istio, manifestsOf, policy, SHOP } from './ask';
import { simulate } from '../../src/simulation/simulate';

describe('routes', () => {
  const routed = (http: string, more = '') => SHOP + istio('VirtualService', 'v', `{hosts: [b], http: ${http}}`) + more;
  const SUBSETS = istio('DestinationRule', 'd', '{host: b, subsets: [{name: v1, labels: {version: v1}}, {name: v2, labels: {version: v2}}]}');
  test.each([
    [
      'by path',
      '[{match: [{uri: {prefix: /x}}], route: [{destination: {host: a}}]}, {route: [{destination: {host: b, subset: v2}}]}]',
      AB,
      ['shop/b-v2'],
    ],
    ['no route', '[{match: [{uri: {exact: /x}}], route: [{destination: {host: a}}]}]', AB, ['404']],
    [
      'by weight',
      '[{route: [{destination: {host: b, subset: v1}, weight: 90}, {destination: {host: b, subset: v2}, weight: 10}]}]',
      AB,
      ['90% shop/b-v1', '10% shop/b-v2'],
    ],
    [
      'no weight at all',
      '[{route: [{destination: {host: b, subset: v1}, weight: 0}, {destination: {host: b, subset: v2}, weight: 1}]}]',
      AB,
      ['shop/b-v2'],
    ],
    ['a subset that nobody defines', '[{route: [{destination: {host: b, subset: v3}}]}]', AB, ['503']],
    ['a host that nobody has', '[{route: [{destination: {host: x}}]}]', AB, ['503']],
    ['a port that it has not', '[{route: [{destination: {host: b, port: {number: 81}}}]}]', AB, ['503']],
    [
      'a redirect',
      '[{redirect: {uri: /moved, authority: x.example.com, redirectCode: 308}}]',
      { ...AB, path: '/a?q' },
      ['308 http://x.example.com/moved?q VirtualService shop/v spec.http[0]'],
    ],
    ['an answer', '[{directResponse: {status: 418}}]', AB, ['418 VirtualService shop/v spec.http[0]']],
    [
      'a fault',
      '[{fault: {abort: {httpStatus: 500, percentage: {value: 20}}}, route: [{destination: {host: b, subset: v1}}]}]',
      AB,
      ['20% 500 VirtualService shop/v spec.http[0].fault.abort', '80% shop/b-v1'],
    ],
    ['a fault without a share', '[{fault: {abort: {httpStatus: 500}}, route: [{destination: {host: b, subset: v1}}]}]', AB, ['shop/b-v1']],
    [
      'a question before the request',
      '[{corsPolicy: {allowOrigins: [{exact: "https://x"}]}, route: [{destination: {host: b, subset: v1}}]}]',
      { ...AB, method: 'OPTIONS', headers: { 'Origin': 'https://x', 'Access-Control-Request-Method': 'GET' } },
      ['200 VirtualService shop/v spec.http[0]'],
    ],
    [
      'labels of the caller',
      '[{match: [{sourceLabels: {app: x}}], directResponse: {status: 418}}, {route: [{destination: {host: b, subset: v1}}]}]',
      AB,
      ['shop/b-v1'],
    ],
    ['only for gateways', '[{match: [{gateways: [g]}], directResponse: {status: 418}}]', AB, BOTH],
    ['for another port', '[{match: [{port: 81}], directResponse: {status: 418}}]', AB, BOTH],
    [
      'an expression that only RE2 understands',
      '[{match: [{uri: {regex: "/\\\\pN"}}], directResponse: {status: 418}}]',
      AB,
      ['unknown VirtualService shop/v spec.http[0].match[0]'],
    ],
    ['a claim in the mesh', '[{match: [{headers: {"@request.auth.claims.role": {exact: x}}}], directResponse: {status: 418}}]', AB, ['404']],
  ])('%s', (_, http, question, expected) => {
    expect(ask(routed(http, SUBSETS), question)).toEqual(expected);
  });

  test('rewrites are seen by those who judge', () => {
    const { outcomes } = simulate(
      manifestsOf(
        routed(
          '[{match: [{uri: {prefix: /old}}], rewrite: {uri: /new, authority: h}, headers: {request: {add: {x: "1"}}}, route: [{destination: {host: a}}]}]',
        ) + policy('{rules: [{to: [{operation: {paths: [/new/*], hosts: [h]}}]}]}'),
      ),
      { from: 'shop/b', to: 'b', path: '/old/x?q' },
    );
    expect(outcomes.map(inWords)).toEqual(['shop/a AuthorizationPolicy shop/p spec.rules[0]']);
    expect(outcomes[0].received).toMatchObject({ path: '/new/x?q', authority: 'h' });
    expect([...outcomes[0].received!.headers]).toEqual([['x', '1']]);
  });

  test('a rule may hand over to the rules of another', () => {
    const delegated = istio(
      'VirtualService',
      'part',
      '{http: [{match: [{uri: {prefix: /x/y}}], route: [{destination: {host: a}}]}, {match: [{uri: {prefix: /z}}], directResponse: {status: 418}}]}',
    );
    const objects = routed('[{match: [{uri: {prefix: /x}}], delegate: {name: part, namespace: shop}}, {directResponse: {status: 204}}]', delegated);
    expect(ask(objects, { from: 'shop/b', to: 'b', path: '/x/y' })).toEqual(['shop/a']);
    expect(ask(objects, { from: 'shop/b', to: 'b', path: '/z' })).toEqual(['204 VirtualService shop/v spec.http[1]']);
  });

  test('connections have routes of their own', () => {
    const tcp = istio(
      'VirtualService',
      'v',
      '{hosts: [b], tcp: [{match: [{port: 9000}], route: [{destination: {host: b, subset: v2}}]}], tls: [{match: [{sniHosts: [b.shop]}], route: [{destination: {host: b, subset: v1, port: {number: 9443}}}]}]}',
    );
    expect(ask(SHOP + tcp + SUBSETS, { ...AB, to: 'tcp://b:9000' })).toEqual(['shop/b-v2']);
    expect(ask(SHOP + tcp + SUBSETS, { ...AB, to: 'tls://b.shop:9443' })).toEqual(['shop/b-v1']);
    const subnets = istio(
      'VirtualService',
      'v',
      '{hosts: [b], tcp: [{match: [{destinationSubnets: [10.0.0.0/8]}], route: [{destination: {host: a}}]}]}',
    );
    expect(ask(SHOP + subnets, { ...AB, to: 'tcp://b:9000' })).toEqual(['unknown']);
  });
});
