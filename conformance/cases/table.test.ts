import assert from 'node:assert';
import { test } from 'node:test';
import { issueTokens, withTokens } from './keys';
import { readLines } from './line';
import { System } from './system';
import { tableOf } from './table';
import { wrongWith } from './verdict';

const service = (name: string, namespace: string, ...ports: [string, number][]) => ({
  apiVersion: 'v1', kind: 'Service', metadata: { name, namespace }, spec: { ports: ports.map(([appProtocol, port]) => ({ appProtocol, port })) },
});
const SHOP = new System([
  { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } },
  service('orders', 'shop', ['http', 8080]),
  service('payments', 'shop', ['http', 8080], ['tcp', 7000]),
  service('search', 'shop', ['http', 80], ['http', 8080]),
  service('twin', 'shop', ['http', 80]),
  service('twin', 'elsewhere', ['http', 80]),
]);
const table = (...lines: string[]) => tableOf('shop', readLines(lines.join('\n'), 'expectations.txt'), SHOP);
const asked = (...lines: string[]) => table(...lines).requests.map(({ caller, method, url, expected }) => `${caller} ${method} ${url} ${expected.outcome.kind} ${expected.callee?.name}`);

test('a line is a request, and names mean Services', () => {
  const [request] = table('orders POST /pay?x=1 [x-a: b: c] → 200 payments v1|v2 [:path: /pay] [no x-secret]').requests;
  assert.deepStrictEqual(request, {
    id: 'shop-00000',
    at: 'expectations.txt:1',
    caller: 'orders',
    place: 'shop/orders',
    method: 'POST',
    url: 'http://payments.shop:8080/pay?x=1',
    headers: [{ name: 'x-a', value: 'b: c' }],
    expected: {
      outcome: { kind: 'status', code: 200 },
      callee: { name: 'payments', namespace: 'shop' },
      version: 'v1|v2',
      received: [{ name: ':path', value: '/pay' }, { name: 'x-secret', value: undefined }],
    },
  });
});

test('what all ask is refused where no line allows it', () => {
  assert.deepStrictEqual(asked('caller orders', 'caller thief client:shop/thief', 'all payments GET,POST /a /a/b /ab', 'orders * /a/** → 200 payments', 'thief GET /x → 403 payments'), [
    'orders GET http://payments.shop:8080/a status payments',
    'orders POST http://payments.shop:8080/a status payments',
    'orders GET http://payments.shop:8080/a/b status payments',
    'orders POST http://payments.shop:8080/a/b status payments',
    'orders GET http://payments.shop:8080/ab refused payments',
    'orders POST http://payments.shop:8080/ab refused payments',
    'thief GET http://payments.shop:8080/a refused payments',
    'thief POST http://payments.shop:8080/a refused payments',
    'thief GET http://payments.shop:8080/a/b refused payments',
    'thief POST http://payments.shop:8080/a/b refused payments',
    'thief GET http://payments.shop:8080/ab refused payments',
    'thief POST http://payments.shop:8080/ab refused payments',
    'thief GET http://payments.shop:8080/x status payments',
  ]);
  assert.deepStrictEqual(asked('all https://shop.example GET /a', 'caller orders'), ['outside GET https://shop.example/a refused undefined']);
});

const WRONG: [string, string[], RegExp][] = [
  ['a word that is no line', ['orders may pay'], /expectations.txt:1: this says nothing known/],
  ['no path', ['orders GET → 200 payments'], /GET needs a method before it/],
  ['a misspelt method', ['orders PSOT /pay → 200 payments'], /PSOT is none of the methods/],
  ['a path without slash', ['orders GET pay → 200 payments'], /pay is neither a path nor a URL/],
  ['no outcome', ['orders GET /pay → payments'], /payments is no outcome/],
  ['a status that is none', ['orders GET /pay → 20 payments'], /20 is no status/],
  ['two arrows', ['orders GET /pay → 200 payments → 403 payments'], /says nothing known/],
  ['too many words', ['orders GET /pay → 200 payments v1 v2'], /a request is CALLER/],
  ['an open bracket', ['orders GET /pay [x-a: b → 200 payments'], /a bracket is open/],
  ['a header without value', ['orders GET /pay [x-a] → 200 payments'], /\[x-a\] is neither/],
  ['an unknown caller', ['# somebody', '', 'order GET /pay → 200 payments'], /expectations.txt:3: nobody is called order;/],
  ['a caller of an unknown namespace', ['nowhere/orders GET /pay → 200 payments'], /nobody is called nowhere\/orders/],
  ['an unknown callee', ['orders GET /pay → 200 payment'], /no Service, or more than one, is called payment/],
  ['a callee of two namespaces', ['orders GET / → 200 twin'], /more than one, is called twin/],
  ['a port that is not there', ['orders GET /pay → 200 payments:81'], /payments has no port 81/],
  ['a choice of ports', ['orders GET / → 200 search'], /search has not just one HTTP port/],
  ['nobody who answers', ['orders GET /pay → 200'], /a path alone does not say who is asked/],
  ['a connection that nobody answers', ['orders tcp://payments.shop:7000 → open'], /does not say who answers/],
  ['a version of a refusal', ['orders GET /pay → 403 payments v1'], /no version v1 answers/],
  ['headers of a reset', ['orders GET /pay → reset payments [x-a: b]'], /nobody receives anything/],
  ['a contradiction', ['orders GET /pay → 200 payments', 'orders GET /pay → 403 payments'], /expectations.txt:2: this contradicts expectations.txt:1: orders GET/],
  ['a contradiction among patterns', ['caller orders', 'all payments GET /a/b', 'orders GET /a/** → 200 payments', 'orders * /a/b → 403 payments'], /:4: this contradicts expectations.txt:3/],
  ['a repetition', ['orders GET /pay → 200 payments', 'orders GET /pay → 200 payments'], /this says what expectations.txt:1 says/],
  ['a pattern of nothing', ['caller orders', 'all payments GET /a', 'orders GET /b/** → 200 payments'], /nothing that all ask is meant/],
  ['a pattern with headers', ['caller orders', 'all payments GET /a', 'orders * /a [x-a: b] → 200 payments'], /whose headers stand in that line/],
  ['the same of all twice', ['caller orders', 'all payments GET /a', 'all payments GET,POST /a'], /:3: GET http:\/\/payments.shop:8080\/a is asked by all already/],
  ['all of nobody', ['all payments GET /a'], /no line of caller says who asks/],
  ['a caller twice', ['caller orders', 'caller orders shop/payments'], /caller orders is there already/],
  ['an unknown token', ['orders GET /pay [authorization: Bearer $alice] → 200 payments'], /no line says what token alice is/],
  ['a token of an unknown one', ['token bob alice {}'], /no line above says what token alice is/],
  ['a token that is no JSON', ['token bob {a}'], /is no JSON/],
  ['a token tampered with before it was issued', ['token bob tampered {}'], /tampered with after it was issued/],
  ['a port of a host that is none', ['host a.example udp:53'], /udp:53 is no port/],
  ['nothing', ['# nothing'], /no line asks anything/],
];
for (const [name, lines, message] of WRONG) test(`a table with ${name} is refused`, () => assert.throws(() => table(...lines), message));

test('a verdict can fail, in each way', () => {
  const tokens = new Map([['alice', 'abc']]);
  const expected = (line: string) => table('token alice {}', line).requests[0].expected;
  const reply = {
    pod: 'p', namespace: 'shop', service: 'payments', version: 'v1', port: 8080, protocol: 'http/1.1', method: 'GET', authority: 'a', path: '/pay', headers: { 'x-a': 'abc' }, attempt: 1,
  };
  const cases: [string, object, string | undefined][] = [
    ['200 payments v1 [x-a: $alice] [no x-b]', { status: 200, reply }, undefined],
    ['200 payments v2', { status: 200, reply }, 'another version answered'],
    ['201 payments', { status: 200, reply }, 'another status'],
    ['200 orders', { status: 200, reply }, 'another application answered'],
    ['200 twin.elsewhere', { status: 200, reply: { ...reply, service: 'twin' } }, 'another application answered'],
    ['200 payments', { status: 200 }, 'no application answered'],
    ['200 payments [x-a: b]', { status: 200, reply }, 'x-a was abc'],
    ['200 payments [x-b: b]', { status: 200, reply }, 'x-b was not received'],
    ['200 payments [no x-a]', { status: 200, reply }, 'x-a was received'],
    ['403 payments', { status: 403 }, undefined],
    ['403 payments', { status: 404 }, 'another status'],
    ['403 payments', { status: 403, reply }, 'an application answered'],
    ['301 payments [location: /b]', { status: 301, headers: { location: '/a' } }, 'location was /a'],
    ['reset payments', { error: 'ECONNRESET' }, undefined],
    ['reset payments', { error: 'TLS: Client network socket disconnected' }, undefined],
    ['reset payments', { error: 'TLS: unable to verify the first certificate' }, 'no connection was ended'],
    ['reset payments', { error: 'TIMEOUT' }, 'no connection was ended'],
    ['reset payments', { status: 403 }, 'no connection was ended'],
    ['refused payments', { status: 404 }, undefined],
    ['refused payments', { error: 'ECONNRESET' }, undefined],
    ['refused payments', { status: 503 }, 'this is no refusal'],
    ['refused payments', { error: 'ENOTFOUND' }, 'this is no refusal'],
    ['refused payments', { status: 200, reply }, 'an application answered'],
    ['grpc:0 payments', { status: 200, grpcStatus: 0, reply }, undefined],
    ['grpc:0 payments', { status: 200, grpcStatus: 14, reply }, 'another status'],
    ['grpc:7 payments', { status: 200, grpcStatus: 7 }, undefined],
    ['grpc:7 payments', { status: 200, grpcStatus: 14 }, 'another status'],
    ['open payments', { status: 200, reply }, undefined],
    ['open payments', { error: 'ECONNRESET' }, 'no application answered'],
  ];
  for (const [line, came, reason] of cases) {
    assert.strictEqual(wrongWith({ took: 1, ...came }, expected(`orders GET http://x/ → ${line}`), tokens), reason, `${line} ${JSON.stringify(came)}`);
  }
});

test('tokens are valid, expired, forged or tampered with as their lines say', () => {
  const { tokens } = table('token a {"sub": "a", "role": "user"}', 'token b a {"role": null}', 'token c a forged {}', 'token d a tampered {"role": "admin"}', 'orders GET /$a → 200 payments');
  const issued = issueTokens(tokens);
  const claims = (name: string) => JSON.parse(Buffer.from(issued.get(name)!.split('.')[1], 'base64url').toString());
  assert.deepStrictEqual([claims('a').role, claims('b').role, claims('b').sub, claims('d').role], ['user', undefined, 'a', 'admin']);
  const signatures = ['a', 'c', 'd'].map((name) => issued.get(name)!.split('.')[2]);
  assert.deepStrictEqual([signatures[0] === signatures[1], signatures[0] === signatures[2]], [false, true]);
  assert.strictEqual(withTokens('Bearer $a', issued), `Bearer ${issued.get('a')}`);
});
