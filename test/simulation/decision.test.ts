import { ask, inWords, manifestsOf, SHOP } from './ask';
import { UnknownPlace } from '../../src/simulation/callers';
import { simulate } from '../../src/simulation/simulate';

const AB = { from: 'shop/a', to: 'b' };
const policy = (spec: string, namespace = 'shop', annotations = '{}') => `
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: {name: p, namespace: ${namespace}, annotations: ${annotations}}
spec: ${spec}
---
`;
const istio = (kind: string, name: string, spec: string, namespace = 'shop') => `
apiVersion: networking.istio.io/v1
kind: ${kind}
metadata: {name: ${name}, namespace: ${namespace}}
spec: ${spec}
---
`;
const peers = (spec: string, namespace = 'shop') => `
apiVersion: security.istio.io/v1
kind: PeerAuthentication
metadata: {name: peers, namespace: ${namespace}}
spec: ${spec}
---
`;
const BOTH = ['50% shop/b-v1', '50% shop/b-v2'];
const REFUSED = ['50% 403 AuthorizationPolicy shop/p', '50% 403 AuthorizationPolicy shop/p'];

describe('without any policy', () => {
  test.each([
    ['a service', AB, BOTH],
    ['its full name, with a dot at the end', { ...AB, to: 'b.shop.svc.cluster.local.' }, BOTH],
    ['a pod without a proxy', { ...AB, to: 'c.outsiders' }, ['outsiders/c']],
    ['from a pod without a proxy', { from: 'outsiders/c', to: 'b.shop' }, BOTH],
    ['a port that it has not', { ...AB, to: 'b:81' }, ['nobody']],
    ['a port that no proxy reads', { ...AB, to: 'tcp://b:9000' }, BOTH],
    ['a service that is not there', { ...AB, to: 'x' }, ['nobody']],
    ['nor in a namespace that is', { ...AB, to: 'x.shop' }, ['nobody']],
    ['nor by its full name', { ...AB, to: 'x.y.svc.cluster.local' }, ['nobody']],
    ['an address', { ...AB, to: '192.0.2.1' }, ['outside']],
    ['a host outside', { ...AB, to: 'http://example.com' }, ['outside']],
    ['with encryption', { ...AB, to: 'https://example.com' }, ['outside']],
    ['a path that is none', { ...AB, path: '/a#b' }, ['400']],
    ['through a gateway that is none', { from: 'outside', to: 'http://shop.example.com' }, ['nobody']],
    ['itself', { from: 'shop/a', to: 'a' }, ['unknown']],
  ])('%s', (_, question, expected) => {
    expect(ask(SHOP, question)).toEqual(expected);
  });

  test('there must be somebody who asks', () => {
    expect(() => ask(SHOP, { from: 'shop/nobody', to: 'b' })).toThrow(UnknownPlace);
    expect(() => ask(SHOP, { from: 'nobody', to: 'b' })).toThrow('no workload is called nobody');
    expect(ask(SHOP, { from: 'a', to: 'b' })).toEqual(BOTH);
    expect(ask(SHOP, { from: 'shop/b', to: 'a' })).toEqual(['shop/a']);
  });
});

describe('mutual TLS', () => {
  test.each([
    ['STRICT lets proxies in', peers('{mtls: {mode: STRICT}}'), AB, BOTH],
    [
      'and nobody else',
      peers('{mtls: {mode: STRICT}}'),
      { from: 'plain:outsiders', to: 'b.shop' },
      ['50% nobody PeerAuthentication shop/peers', '50% nobody PeerAuthentication shop/peers'],
    ],
    [
      'the root namespace says it for all',
      peers('{mtls: {mode: STRICT}}', 'istio-system'),
      { from: 'plain:x', to: 'a.shop' },
      ['nobody PeerAuthentication istio-system/peers'],
    ],
    [
      'a namespace says it otherwise',
      peers('{mtls: {mode: STRICT}}', 'istio-system') + peers('{mtls: {mode: PERMISSIVE}}'),
      { from: 'plain:x', to: 'a.shop' },
      ['shop/a'],
    ],
    [
      'UNSET asks the namespace',
      peers('{selector: {matchLabels: {app: a}}, mtls: {mode: UNSET}}') + peers('{mtls: {mode: STRICT}}', 'istio-system'),
      { from: 'plain:x', to: 'a.shop' },
      ['nobody PeerAuthentication istio-system/peers'],
    ],
    [
      'a port says it for itself',
      peers('{selector: {matchLabels: {app: a}}, mtls: {mode: STRICT}, portLevelMtls: {8080: {mode: PERMISSIVE}}}'),
      { from: 'plain:x', to: 'a.shop' },
      ['shop/a'],
    ],
    ['DISABLE is followed by callers', peers('{mtls: {mode: DISABLE}}'), { from: 'shop/b', to: 'a' }, ['shop/a']],
    [
      'a DestinationRule that insists is refused by DISABLE',
      peers('{mtls: {mode: DISABLE}}') + istio('DestinationRule', 'd', '{host: a, trafficPolicy: {tls: {mode: ISTIO_MUTUAL}}}'),
      { from: 'shop/b', to: 'a' },
      ['503 PeerAuthentication shop/peers'],
    ],
    [
      'a DestinationRule without it is refused by STRICT',
      peers('{mtls: {mode: STRICT}}') + istio('DestinationRule', 'd', '{host: a, trafficPolicy: {tls: {mode: DISABLE}}}'),
      { from: 'shop/b', to: 'a' },
      ['503 PeerAuthentication shop/peers'],
    ],
    [
      'pods without a proxy understand none',
      istio('DestinationRule', 'd', '{host: c.outsiders.svc.cluster.local, trafficPolicy: {tls: {mode: ISTIO_MUTUAL}}}'),
      { from: 'shop/b', to: 'c.outsiders' },
      ['503'],
    ],
    [
      'TLS of another kind is not simulated',
      istio('DestinationRule', 'd', '{host: a, trafficPolicy: {tls: {mode: SIMPLE}}}'),
      { from: 'shop/b', to: 'a' },
      ['unknown'],
    ],
    // A policy of a port replaces that of the host, but endpoints are still marked by the latter.
    [
      'a port without TLS keeps what the host says',
      istio(
        'DestinationRule',
        'd',
        '{host: a, trafficPolicy: {tls: {mode: DISABLE}, portLevelSettings: [{port: {number: 80}, loadBalancer: {simple: ROUND_ROBIN}}]}}',
      ) + peers('{mtls: {mode: STRICT}}'),
      { from: 'shop/b', to: 'a' },
      ['503 PeerAuthentication shop/peers'],
    ],
  ])('%s', (_, objects, question, expected) => {
    expect(ask(SHOP + objects, question)).toEqual(expected);
  });
});

describe('authorization', () => {
  test.each([
    ['no rules deny all', '{}', AB, REFUSED],
    ['an empty rule allows all', '{rules: [{}]}', AB, BOTH.map((one) => `${one} AuthorizationPolicy shop/p spec.rules[0]`)],
    ['DENY comes first', '{action: DENY, rules: [{to: [{operation: {methods: [GET]}}]}]}', AB, REFUSED.map((one) => `${one} spec.rules[0]`)],
    ['another method', '{action: DENY, rules: [{to: [{operation: {methods: [POST]}}]}]}', AB, BOTH],
    [
      'not to be somebody is fulfilled by nobody',
      '{rules: [{from: [{source: {notPrincipals: [x]}}]}]}',
      { from: 'plain:x', to: 'a.shop' },
      ['shop/a AuthorizationPolicy shop/p spec.rules[0]'],
    ],
    [
      'the address decides, and nobody says it',
      '{rules: [{from: [{source: {ipBlocks: [10.0.0.0/8]}}]}]}',
      { from: 'plain:x', to: 'a.shop' },
      ['unknown AuthorizationPolicy shop/p spec.rules[0]'],
    ],
    [
      'the address decides',
      '{rules: [{from: [{source: {ipBlocks: [10.0.0.0/8]}}]}]}',
      { from: 'plain:x', to: 'a.shop', sourceIp: '10.1.2.3' },
      ['shop/a AuthorizationPolicy shop/p spec.rules[0]'],
    ],
    [
      'whoever forwards says the address',
      '{rules: [{from: [{source: {remoteIpBlocks: [192.0.2.0/24]}}]}]}',
      { from: 'plain:x', to: 'a.shop', headers: { 'x-forwarded-for': '1.1.1.1, 192.0.2.1' } },
      ['shop/a AuthorizationPolicy shop/p spec.rules[0]'],
    ],
    ['who is asked may be somebody else', '{selector: {matchLabels: {app: c}}}', AB, BOTH],
    [
      'nobody knows the provider',
      '{action: CUSTOM, provider: {name: x}, rules: [{}]}',
      { from: 'shop/b', to: 'a' },
      ['403 AuthorizationPolicy shop/p spec.rules[0]'],
    ],
    ['a policy for gateways holds for no pod', '{targetRefs: [{group: gateway.networking.k8s.io, kind: Gateway, name: g}]}', AB, BOTH],
    ['AUDIT decides nothing', '{action: AUDIT, rules: [{}]}', AB, BOTH],
    [
      'a condition that nobody can read',
      '{rules: [{when: [{key: "experimental.envoy.filters.a[b]", values: [c]}]}]}',
      { from: 'shop/b', to: 'a' },
      ['unknown AuthorizationPolicy shop/p spec.rules[0]'],
    ],
    [
      'ALLOW about requests is nothing to connections',
      '{rules: [{to: [{operation: {methods: [GET]}}]}]}',
      { ...AB, to: 'tcp://b:9000' },
      ['50% nobody AuthorizationPolicy shop/p', '50% nobody AuthorizationPolicy shop/p'],
    ],
    [
      'DENY about requests is everything to them',
      '{action: DENY, rules: [{to: [{operation: {methods: [PUT]}}]}]}',
      { ...AB, to: 'tcp://b:9000' },
      ['50% nobody AuthorizationPolicy shop/p spec.rules[0]', '50% nobody AuthorizationPolicy shop/p spec.rules[0]'],
    ],
  ])('%s', (_, spec, question, expected) => {
    expect(ask(SHOP + policy(spec), question)).toEqual(expected);
  });

  test('a provider that exists is asked, which is not simulated', () => {
    const spec = '{action: CUSTOM, provider: {name: opa}, rules: [{}]}';
    expect(ask(SHOP + policy(spec), { from: 'shop/b', to: 'a' }, { extensionProviders: ['opa'] })).toEqual([
      'unknown AuthorizationPolicy shop/p spec.rules[0]',
    ]);
  });

  test('a dry run only tells', () => {
    const { outcomes, steps } = simulate(manifestsOf(SHOP + policy('{action: DENY, rules: [{}]}', 'shop', '{istio.io/dry-run: "true"}')), {
      from: 'shop/b',
      to: 'a',
    });
    expect(outcomes.map(inWords)).toEqual(['shop/a']);
    expect(steps.map(({ verdict }) => verdict)).toContain('would be denied (dry run)');
  });

  test("cluster.local is everybody's name for the own trust domain", () => {
    const objects = SHOP + policy('{rules: [{from: [{source: {principals: [cluster.local/ns/shop/sa/b]}}]}]}');
    expect(ask(objects, { from: 'shop/b', to: 'a' }, { trustDomain: 'td' })).toEqual(['shop/a AuthorizationPolicy shop/p spec.rules[0]']);
  });
});

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

describe('what a proxy sees', () => {
  const sidecar = (spec: string, namespace = 'shop') => istio('Sidecar', 's', spec, namespace);
  test.each([
    [
      'its own namespace only',
      sidecar('{egress: [{hosts: ["./*"]}], outboundTrafficPolicy: {mode: REGISTRY_ONLY}}'),
      { from: 'shop/a', to: 'c.outsiders' },
      ['502 Sidecar shop/s'],
    ],
    [
      'and the rest in plaintext',
      sidecar('{egress: [{hosts: ["~/c.outsiders.svc.cluster.local", "*/*"]}], outboundTrafficPolicy: {mode: ALLOW_ANY}}'),
      { from: 'shop/a', to: 'c.outsiders' },
      ['outsiders/c'],
    ],
    [
      'nothing on a port',
      sidecar('{egress: [{hosts: ["./*"]}], outboundTrafficPolicy: {mode: REGISTRY_ONLY}}'),
      { from: 'shop/a', to: 'tcp://example.com:99' },
      ['nobody Sidecar shop/s'],
    ],
    [
      'everything but one',
      sidecar('{egress: [{hosts: ["*/*", "~/b.shop.svc.cluster.local"]}], outboundTrafficPolicy: {mode: REGISTRY_ONLY}}'),
      AB,
      ['502 Sidecar shop/s'],
    ],
    [
      "the root namespace's view",
      sidecar('{egress: [{hosts: ["outsiders/*"]}], outboundTrafficPolicy: {mode: REGISTRY_ONLY}}', 'istio-system'),
      AB,
      ['502 Sidecar istio-system/s'],
    ],
    ['for other pods', sidecar('{workloadSelector: {labels: {app: b}}, egress: [{hosts: ["~/*"]}]}'), AB, BOTH],
    [
      'an intruder sees everything',
      sidecar('{egress: [{hosts: ["outsiders/*"]}], outboundTrafficPolicy: {mode: REGISTRY_ONLY}}'),
      { from: 'client:shop/a', to: 'b' },
      BOTH,
    ],
    [
      'a port of its own',
      sidecar(
        '{egress: [{port: {number: 80, protocol: HTTP, name: http}, hosts: ["outsiders/*"]}, {hosts: ["./*"]}], outboundTrafficPolicy: {mode: REGISTRY_ONLY}}',
      ),
      AB,
      ['502 Sidecar shop/s'],
    ],
    [
      'a service shown to nobody else',
      SHOP.replace('name: c, namespace: outsiders}', 'name: c, namespace: outsiders, annotations: {networking.istio.io/exportTo: "."}}')
        .split('---\n')
        .filter((one) => one.includes('exportTo'))
        .join('---\n') + '---\n',
      { from: 'shop/a', to: 'c.outsiders' },
      ['outsiders/c'],
    ],
    [
      'an entry leads outside',
      istio(
        'ServiceEntry',
        'e',
        '{hosts: [x.example.com], location: MESH_EXTERNAL, resolution: DNS, ports: [{number: 80, name: http, protocol: HTTP}]}',
      ) + sidecar('{egress: [{hosts: ["./*"]}], outboundTrafficPolicy: {mode: REGISTRY_ONLY}}'),
      { from: 'shop/a', to: 'x.example.com' },
      ['outside'],
    ],
  ])('%s', (_, objects, question, expected) => {
    expect(ask(SHOP + objects, question)).toEqual(expected);
  });
});

describe('a gateway', () => {
  const gateway = (servers: string) => istio('Gateway', 'g', `{selector: {istio: ingressgateway}, servers: ${servers}}`);
  const HTTP = '{port: {number: 80, name: http, protocol: HTTP}, hosts: ["*.example.com"]}';
  const HTTPS = '{port: {number: 443, name: https, protocol: HTTPS}, hosts: [shop.example.com], tls: {mode: SIMPLE, credentialName: c}}';
  const route = (hosts: string) =>
    istio('VirtualService', 'v', `{hosts: ${hosts}, gateways: [g], http: [{match: [{uri: {prefix: /a}}], route: [{destination: {host: a}}]}]}`);
  const shop = { from: 'outside', to: 'http://shop.example.com/a' };
  test.each([
    ['lets in', gateway(`[${HTTP}]`) + route('[shop.example.com]'), shop, ['shop/a']],
    ['serves no other host', gateway(`[${HTTP}]`) + route('[shop.example.com]'), { ...shop, to: 'http://x.example.com/a' }, ['404']],
    ['serves a pattern', gateway(`[${HTTP}]`) + route('["*"]'), { ...shop, to: 'http://x.example.com/a' }, ['shop/a']],
    ['has no other route', gateway(`[${HTTP}]`) + route('[shop.example.com]'), { ...shop, path: '/b' }, ['404']],
    ['ends TLS', gateway(`[${HTTPS}]`) + route('[shop.example.com]'), { ...shop, to: 'https://shop.example.com/a' }, ['shop/a']],
    [
      'knows no other name',
      gateway(`[${HTTPS}]`) + route('[shop.example.com]'),
      { ...shop, to: 'https://x.example.com/a' },
      ['nobody Gateway shop/g spec.servers[0]'],
    ],
    [
      'wants TLS',
      gateway(`[${HTTPS}]`) + route('[shop.example.com]'),
      { ...shop, to: 'http://shop.example.com:443/a' },
      ['nobody Gateway shop/g spec.servers[0]'],
    ],
    [
      'wants none',
      gateway(`[${HTTP}]`) + route('[shop.example.com]'),
      { ...shop, to: 'https://shop.example.com:80/a' },
      ['nobody Gateway shop/g spec.servers[0]'],
    ],
    [
      'sends to https',
      gateway('[{port: {number: 80, name: http, protocol: HTTP}, hosts: [shop.example.com], tls: {httpsRedirect: true}}]') +
        route('[shop.example.com]'),
      shop,
      ['301 https://shop.example.com/a Gateway shop/g spec.servers[0].tls.httpsRedirect'],
    ],
    [
      'is for another namespace',
      gateway('[{port: {number: 80, name: http, protocol: HTTP}, hosts: [other/shop.example.com]}]') + route('[shop.example.com]'),
      shop,
      ['404'],
    ],
    [
      'has policies of its own',
      gateway(`[${HTTP}]`) + route('[shop.example.com]') + policy('{selector: {matchLabels: {istio: ingressgateway}}}', 'istio-system'),
      shop,
      ['403 AuthorizationPolicy istio-system/p'],
    ],
    [
      'wants certificates',
      gateway('[{port: {number: 443, name: https, protocol: HTTPS}, hosts: [shop.example.com], tls: {mode: MUTUAL, credentialName: c}}]') +
        route('[shop.example.com]'),
      { ...shop, to: 'https://shop.example.com/a' },
      ['unknown Gateway shop/g spec.servers[0]'],
    ],
    [
      'passes on',
      gateway('[{port: {number: 443, name: tls, protocol: TLS}, hosts: [shop.example.com], tls: {mode: PASSTHROUGH}}]') +
        istio(
          'VirtualService',
          'v',
          '{hosts: [shop.example.com], gateways: [g], tls: [{match: [{sniHosts: [shop.example.com]}], route: [{destination: {host: b, port: {number: 9443}}}]}]}',
        ),
      { ...shop, to: 'https://shop.example.com/a' },
      BOTH,
    ],
    [
      'passes nothing on',
      gateway('[{port: {number: 9000, name: tcp, protocol: TCP}, hosts: ["*"]}]'),
      { from: 'outside', to: 'tcp://shop.example.com:9000' },
      ['nobody Gateway shop/g spec.servers[0]'],
    ],
    [
      'passes connections on',
      gateway('[{port: {number: 9000, name: tcp, protocol: TCP}, hosts: ["*"]}]') +
        istio('VirtualService', 'v', '{hosts: ["*"], gateways: [g], tcp: [{route: [{destination: {host: b, port: {number: 9000}}}]}]}'),
      { from: 'outside', to: 'tcp://shop.example.com:9000' },
      BOTH,
    ],
  ])('%s', (_, objects, question, expected) => {
    expect(ask(SHOP + objects, question)).toEqual(expected);
  });
});

test('what changes proxies in other ways is said', () => {
  const filter =
    'apiVersion: networking.istio.io/v1alpha3\nkind: EnvoyFilter\nmetadata: {name: f, namespace: shop}\nspec: {configPatches: []}\n---\n';
  expect(simulate(manifestsOf(SHOP + filter), AB).notSimulated).toEqual(['not simulated: EnvoyFilter shop/f']);
  const ambient = SHOP.replace('istio-injection: enabled', 'istio.io/dataplane-mode: ambient');
  expect(simulate(manifestsOf(ambient), AB).notSimulated).toEqual(['not simulated: ambient mode of shop']);
});
