import { ask, manifestsOf, SHOP } from './ask';
import { TokenIssuer } from '../../conformance/mesh/tokens';
import { type Question, simulate } from '../../src/simulation/simulate';
import { tokenText } from '../../src/simulation/token';

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

test('where several rules refuse a token, the first says how, or where it does not know the issuer, the last one that does', () => {
  const claims = { iss: 'https://i', aud: 'other' };
  const two = '[{issuer: "https://i", audiences: [shop]}, {issuer: "https://i"}, {issuer: "https://a"}]';
  expect(ask(SHOP + rules('r', two), { ...BA, claims, hasForgedToken: true })).toEqual(['401 RequestAuthentication shop/r']);
  const first = '[{issuer: "https://i", audiences: [shop]}, {issuer: "https://i"}]';
  expect(ask(SHOP + rules('r', first), { ...BA, claims, hasForgedToken: true })).toEqual(['403 RequestAuthentication shop/r']);
  expect(ask(SHOP + rules('r', '[{issuer: "https://i", audiences: [shop]}, {issuer: "https://j"}]'), { ...BA, claims })).toEqual([
    '403 RequestAuthentication shop/r',
  ]);
});

test('tokens are taken from where their rules look, and from there only', () => {
  const places = '[{issuer: "https://i", fromHeaders: [{name: X-Token, prefix: "JWT "}], fromParams: [token], fromCookies: [session]}]';
  const forged = { headers: { authorization: 'Bearer nonsense' } };
  expect(ask(SHOP + rules('r', places), { ...BA, ...forged })).toEqual(['shop/a']);
  const carriers: readonly Readonly<Record<string, string>>[] = [{ 'x-token': 'JWT nonsense' }, { cookie: 'a=b; session=nonsense' }];
  for (const headers of carriers) {
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

test('a token that somebody has signed is judged by the keys of the rule', () => {
  const [issuer, stranger] = [TokenIssuer.create(), TokenIssuer.create()];
  const objects = SHOP + rules('r', `[{issuer: "https://i", jwks: '${issuer.jwks}'}]`);
  const asked = (token: string) => ask(objects, { ...BA, headers: { authorization: `Bearer ${token}` } });
  const token = issuer.token({ iss: 'https://i' });
  const tampered = [...token.split('.').slice(0, 1), Buffer.from('{"iss":"https://i","sub":"x"}').toString('base64url'), token.split('.')[2]].join('.');
  expect([asked(token), asked(stranger.token({ iss: 'https://i' })), asked(tampered)]).toEqual([
    ['shop/a'],
    ['401 RequestAuthentication shop/r'],
    ['401 RequestAuthentication shop/r'],
  ]);
  const broken = SHOP + rules('r', '[{issuer: "https://i", jwks: "nonsense"}]');
  expect(ask(broken, { ...BA, headers: { authorization: `Bearer ${token}` } })).toEqual(['401 RequestAuthentication shop/r']);
});

test('connections are told apart by their address and port', () => {
  const entry = (name: string, address: string, port: number) => `
apiVersion: networking.istio.io/v1
kind: ServiceEntry
metadata: {name: ${name}, namespace: shop}
spec: {hosts: [${name}.example.com], addresses: [${address}], resolution: NONE, ports: [{number: ${port}, name: tcp, protocol: TCP}]}
---
`;
  const closed = `
apiVersion: networking.istio.io/v1
kind: Sidecar
metadata: {name: s, namespace: shop}
spec: {egress: [{hosts: ["./*"]}], outboundTrafficPolicy: {mode: REGISTRY_ONLY}}
---
`;
  const objects = SHOP + entry('db', '198.51.100.2', 5432) + entry('archive', '198.51.100.0/24', 3306) + closed;
  const to = (target: string) => ask(objects, { from: 'shop/a', to: target });
  expect([to('tcp://198.51.100.2:5432'), to('tcp://198.51.100.2:3306'), to('tcp://db.example.com:3306')]).toEqual([['outside'], ['outside'], ['outside']]);
  expect([to('tcp://198.51.100.2:5433'), to('tcp://192.0.2.1:3306')]).toEqual([['nobody Sidecar shop/s'], ['nobody Sidecar shop/s']]);
});

test('the Service of a gateway, which lies outside, has port 80 read wherever it is seen', () => {
  const sidecar = `
apiVersion: networking.istio.io/v1
kind: Sidecar
metadata: {name: s, namespace: shop}
spec: {egress: [{hosts: ["istio-system/*"]}], outboundTrafficPolicy: {mode: REGISTRY_ONLY}}
---
`;
  expect(ask(SHOP + sidecar, { from: 'shop/a', to: 'http://example.com' })).toEqual(['502 Sidecar shop/s']);
});

test('what is left of a query without its token is written anew', () => {
  const objects = SHOP + rules('r', '[{issuer: "https://i", fromParams: [token]}]');
  const path = `/x?q=22&debug&token=${tokenText({ iss: 'https://i' }, false)}`;
  expect(simulate(manifestsOf(objects), { ...BA, path }).outcomes[0].received!.path).toBe('/x?debug=&q=22');
});

test('two destinations of one host and subset are two, where the port or the request differs', () => {
  const route = `
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: {name: v, namespace: shop}
spec: {hosts: [b], http: [{route: [{destination: {host: a}, weight: 50, headers: {request: {set: {x: "1"}}}}, {destination: {host: a}, weight: 50}]}]}
`;
  expect(ask(SHOP + route, { from: 'shop/b', to: 'b' })).toEqual(['50% shop/a', '50% shop/a']);
});
