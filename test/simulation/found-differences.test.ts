import { ask, manifestsOf, SHOP } from './ask';
import { type Question, simulate } from '../../src/simulation/simulate';

/** Where the simulator once answered otherwise than Envoy did, in a random mesh; each as small as it could be made. */
const BA = { from: 'shop/b', to: 'a' };

const rules = (name: string, jwtRules: string, namespace = 'shop') => `
apiVersion: security.istio.io/v1
kind: RequestAuthentication
metadata: {name: ${name}, namespace: ${namespace}}
spec: {jwtRules: ${jwtRules}}
---
`;

function received(objects: string, question: Question): ReadonlyMap<string, string> {
  return simulate(manifestsOf(SHOP + objects), question).outcomes[0].received!.headers;
}

test('a range of IPv6 holds no address of IPv4', () => {
  const policy = `
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: {name: p, namespace: shop}
spec: {action: DENY, rules: [{from: [{source: {ipBlocks: ["::/0"]}}]}]}
`;
  expect(ask(SHOP + policy, { ...BA, sourceIp: '10.0.0.1' })).toEqual(['shop/a']);
  expect(ask(SHOP + policy, { ...BA, sourceIp: '2001:db8::1' })).toEqual(['403 AuthorizationPolicy shop/p spec.rules[0]']);
});

test("of two rules for one issuer the own namespace's comes first, and says whether the token goes on", () => {
  const claims = { iss: 'https://i' };
  const kept = '[{issuer: "https://i", forwardOriginalToken: true}]';
  const taken = '[{issuer: "https://i"}]';
  expect(received(rules('z', kept) + rules('a', taken, 'istio-system'), { ...BA, claims }).has('authorization')).toBe(true);
  expect(received(rules('z', taken) + rules('a', kept, 'istio-system'), { ...BA, claims }).has('authorization')).toBe(false);
});

test('a list of claims is put into a header as JSON in base64, with its padding', () => {
  const headers =
    '[{issuer: "https://i", outputClaimToHeaders: [{header: x-role, claim: role}, {header: x-org, claim: org.team}, {header: x-none, claim: none}], outputPayloadToHeader: x-payload}]';
  const got = received(rules('r', headers), {
    ...BA,
    headers: { 'x-role': 'forged', 'x-none': 'forged' },
    claims: { iss: 'https://i', role: ['user', 'admin'], org: { team: 7 } },
  });
  expect([got.get('x-role'), got.get('x-org'), got.get('x-none')]).toEqual(['WyJ1c2VyIiwiYWRtaW4iXQ==', '7', undefined]);
  expect(JSON.parse(Buffer.from(got.get('x-payload')!, 'base64url').toString())).toMatchObject({ iss: 'https://i' });
});

test('where several rules refuse a token, the last one that knew its issuer says how', () => {
  const claims = { iss: 'https://i', aud: 'other' };
  const two = '[{issuer: "https://i", audiences: [shop]}, {issuer: "https://i"}, {issuer: "https://j"}]';
  expect(ask(SHOP + rules('r', two), { ...BA, claims, hasForgedToken: true })).toEqual(['401 RequestAuthentication shop/r']);
  expect(ask(SHOP + rules('r', '[{issuer: "https://i", audiences: [shop]}, {issuer: "https://j"}]'), { ...BA, claims })).toEqual([
    '403 RequestAuthentication shop/r',
  ]);
});

test('tokens are taken from where their rules look, and from there only', () => {
  const places = '[{issuer: "https://i", fromHeaders: [{name: X-Token, prefix: "JWT "}], fromParams: [token], fromCookies: [session]}]';
  const forged = { headers: { authorization: 'Bearer nonsense' } };
  expect(ask(SHOP + rules('r', places), { ...BA, ...forged })).toEqual(['shop/a']);
  for (const headers of [{ 'x-token': 'JWT nonsense' }, { cookie: 'a=b; session=nonsense' }]) {
    expect(ask(SHOP + rules('r', places), { ...BA, headers })).toEqual(['401 RequestAuthentication shop/r']);
  }
  expect(ask(SHOP + rules('r', places), { ...BA, path: '/?token=nonsense' })).toEqual(['401 RequestAuthentication shop/r']);
});

test('lists that are written with spaces are lists', () => {
  const policy = `
apiVersion: security.istio.io/v1
kind: AuthorizationPolicy
metadata: {name: p, namespace: shop}
spec: {rules: [{when: [{key: "request.auth.claims[scope]", values: [read]}, {key: "request.auth.claims[roles]", values: [x]}]}]}
---
`;
  const objects = SHOP + policy + rules('r', '[{issuer: "https://i", spaceDelimitedClaims: [roles]}]');
  expect(ask(objects, { ...BA, claims: { iss: 'https://i', scope: 'write read', roles: 'x y' } })).toEqual([
    'shop/a AuthorizationPolicy shop/p spec.rules[0]',
  ]);
});
