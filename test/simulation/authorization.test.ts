import { AB, ask, BOTH, inWords, manifestsOf, policy, REFUSED, SHOP } from './ask';
import { simulate } from '../../src/simulation/simulate';

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
