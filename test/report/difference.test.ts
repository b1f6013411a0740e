import { policy, services, STRICT } from './some-objects';
import { readManifests } from '../../src/manifests/text-reader';
import { valueTest } from '../../src/manifests/value-test';
import { isPatternWithin } from '../../src/report/access-difference';
import { difference } from '../../src/report/difference';
import { differenceSentences, formatDifferenceJson, formatDifferenceMarkdown, formatDifferenceText } from '../../src/report/difference-text';
import { isPathTemplate, templateTest } from '../../src/simulation/path-template';

const BASE = services('orders', 'web', 'jobs') + STRICT;
const callers = (rule: string, annotations?: string) =>
  policy('callers', `{ selector: { matchLabels: { app: orders } }, rules: [${rule}] }`, annotations);
const from = (name: string, operation = '') =>
  `{ from: [{ source: { principals: [cluster.local/ns/shop/sa/${name}] } }]${operation === '' ? '' : `, to: [{ operation: ${operation} }]`} }`;

function between(before: string, after: string) {
  const [old, now] = [before, after].map((text) => {
    const manifests = readManifests(text);
    expect(manifests.refused).toEqual([]);
    return manifests;
  });
  return difference(old, now);
}

const ofOrders = (before: string, after: string) => {
  const changes = between(BASE + before, BASE + after);
  return { widens: changes.widens, said: differenceSentences(changes).map(({ title, sentences }) => [title, ...sentences]) };
};

describe('what another state of the manifests means', () => {
  test('nothing, where the same is written in another way', () => {
    expect(
      ofOrders(
        callers(from('web', '{ methods: [GET, POST], paths: [/a, /b] }')),
        callers(`${from('web', '{ methods: [POST], paths: [/b, /a] }')}, ${from('web', '{ methods: [GET], paths: [/a, /b] }')}`),
      ),
    ).toEqual({ widens: false, said: [] });
    expect(formatDifferenceText(between(BASE, BASE))).toBe('It means the same as before.\n');
  });

  test('who gained access, to what, and by which rule', () => {
    expect(ofOrders(callers(from('web')), callers(`${from('web')}, ${from('jobs', '{ methods: [GET] }')}`))).toEqual({
      widens: true,
      said: [
        [
          'Access gained',
          'shop/jobs may now ask shop/orders:80 for GET on every path (before: nothing; AuthorizationPolicy shop/callers, spec.rules[1])',
        ],
      ],
    });
  });

  test('who lost access, and what is left', () => {
    expect(ofOrders(callers(from('web')), callers(from('web', '{ methods: [GET] }')))).toEqual({
      widens: false,
      said: [
        [
          'Access lost',
          'shop/web may no longer ask shop/orders:80 for everything (now: GET on every path; AuthorizationPolicy shop/callers, spec.rules[0])',
        ],
      ],
    });
  });

  test('only the part of a rule that is wider', () => {
    expect(
      ofOrders(callers(from('web', '{ methods: [GET], paths: [/a*] }')), callers(from('web', '{ methods: [GET], paths: [/a/b, /c] }'))).said,
    ).toEqual([
      ['Access gained', expect.stringContaining('for GET /c (before: GET /a*')],
      ['Access lost', expect.stringContaining('for GET /a* (now: GET /a/b, /c')],
    ]);
  });

  test('that everyone may, where a policy is gone, and that nobody lost what everyone has', () => {
    const { widens, said } = ofOrders(callers(from('web')), '');
    expect({ widens, said }).toEqual({
      widens: true,
      said: [
        ['Access gained', 'anyone in the mesh may now ask shop/orders:80 for everything (before: shop/web: everything; no policy is about it)'],
      ],
    });
  });

  test('that a DENY policy takes something away, and that its absence gives it', () => {
    const deny = policy('refused', '{ action: DENY, rules: [{ to: [{ operation: { paths: [/admin*] } }] }] }');
    expect(ofOrders(callers(from('web')), callers(from('web')) + deny).widens).toBe(false);
    expect(ofOrders(callers(from('web')) + deny, callers(from('web')))).toMatchObject({
      widens: true,
      said: [
        [
          'Access gained',
          expect.stringContaining('anyone in the mesh may now ask shop/jobs:80'),
          expect.stringContaining('shop/web may now ask shop/orders:80 for everything (before: everything, but not every method /admin*'),
          expect.stringContaining('shop/web:80'),
        ],
      ],
    });
  });

  test('that a policy became a dry run', () => {
    expect(ofOrders(callers(from('web')), callers(from('web'), '{ istio.io/dry-run: "true" }'))).toMatchObject({
      widens: true,
      said: [
        ['Access gained', expect.stringContaining('anyone in the mesh')],
        ['Protection loosened', 'AuthorizationPolicy shop/callers: enforced → dry run'],
      ],
    });
  });

  test('that mutual TLS is looser, and for whom that opens the door', () => {
    const changes = between(services('orders') + STRICT, services('orders') + STRICT.replace('STRICT', 'PERMISSIVE'));
    expect(changes).toMatchObject({
      widens: true,
      protection: [{ what: 'mutual TLS to shop/orders:80', before: 'STRICT', after: 'PERMISSIVE', change: 'loosened' }],
    });
    expect(changes.access).toMatchObject([{ change: 'gained', access: { who: { kind: 'anyone' } } }]);
    expect(between(services('orders') + STRICT.replace('STRICT', 'PERMISSIVE'), services('orders') + STRICT)).toMatchObject({
      widens: false,
      protection: [{ change: 'tightened' }],
    });
  });

  test('that a token is no longer asked for', () => {
    const rule = (when: string) => callers(`{ from: [{ source: { principals: [cluster.local/ns/shop/sa/web] } }]${when} }`);
    expect(ofOrders(rule(', when: [{ key: "request.auth.claims[role]", values: [admin] }]'), rule(''))).toMatchObject({
      widens: true,
      said: [['Access gained', expect.stringContaining('before: everything, if request.auth.claims[role] is admin')]],
    });
  });

  const routes = (v1: number, v2: number, more = '') => `---
apiVersion: networking.istio.io/v1
kind: VirtualService
metadata: { name: orders, namespace: shop }
spec: { hosts: [orders], http: [{ match: [{ uri: { prefix: /api } }], route: [{ destination: { host: orders, subset: v1 }, weight: ${v1} }, { destination: { host: orders, subset: v2 }, weight: ${v2} }]${more} }] }
`;

  test('which weights and settings changed', () => {
    expect(ofOrders(routes(90, 10), routes(50, 50, ', timeout: 5s'))).toEqual({
      widens: false,
      said: [
        [
          'Routes',
          'orders.shop.svc.cluster.local in the mesh, /api*: orders.shop.svc.cluster.local, subset v1: 90 % → 50 %; orders.shop.svc.cluster.local, subset v2: 10 % → 50 %; timeout is now 5s',
        ],
      ],
    });
  });

  test('which routes are new and gone', () => {
    expect(ofOrders('', routes(90, 10)).said).toEqual([
      ['Routes', expect.stringContaining('/api*: added; leads to orders.shop.svc.cluster.local, subset v1 (90 %)')],
    ]);
    expect(ofOrders(routes(90, 10), '').said).toEqual([['Routes', expect.stringContaining('/api*: removed; led to')]]);
  });

  const gateway = (server: string) =>
    `---\napiVersion: networking.istio.io/v1\nkind: Gateway\nmetadata: { name: edge, namespace: shop }\nspec: { selector: { istio: ingressgateway }, servers: [{ hosts: [shop.example.com], ${server} }] }\n`;

  test('that a gateway speaks a weaker TLS, or none', () => {
    const https = (more: string) =>
      gateway(`port: { number: 443, name: https, protocol: HTTPS }, tls: { mode: SIMPLE, credentialName: shop${more} }`);
    expect(between(https(', minProtocolVersion: TLSV1_3'), https(', minProtocolVersion: TLSV1_2')).protection).toMatchObject([
      { change: 'loosened', after: 'SIMPLE from TLSV1_2' },
    ]);
    const http = (tls: string) => gateway(`port: { number: 80, name: http, protocol: HTTP }${tls}`);
    expect(between(http(', tls: { httpsRedirect: true }'), http('')).protection).toMatchObject([
      { change: 'loosened', before: 'plaintext is sent to https', after: 'none (HTTP)' },
    ]);
  });

  test('that the way out of the mesh is open, and that proxies are gone', () => {
    const sidecar = (mode: string) =>
      `---\napiVersion: networking.istio.io/v1\nkind: Sidecar\nmetadata: { name: default, namespace: shop }\nspec: { egress: [{ hosts: [./*] }], outboundTrafficPolicy: { mode: ${mode} } }\n`;
    expect(between(BASE + sidecar('REGISTRY_ONLY'), BASE + sidecar('ALLOW_ANY')).protection).toMatchObject([
      { what: 'way out of Sidecar shop/default', change: 'loosened' },
    ]);
    const without = between(
      BASE + callers(from('web')),
      (BASE + callers(from('web'))).replace('istio-injection: enabled', 'istio-injection: disabled'),
    );
    expect(without.widens).toBe(true);
    expect(without.protection).toContainEqual(expect.objectContaining({ what: 'proxies in namespace shop', change: 'loosened' }));
  });

  test('is told for people and for programs, and nothing of it is markup', () => {
    const changes = between(
      BASE + callers(from('web')),
      BASE + callers(`${from('web')}, ${from('jobs', '{ paths: ["/<img src=x onerror=alert(1)>|*_`"] }')}`),
    );
    expect(formatDifferenceMarkdown(changes)).toContain('\\<img src=x onerror=alert(1)\\>\\|\\*\\_\\`');
    expect(JSON.parse(formatDifferenceJson(changes))).toMatchObject({
      widens: true,
      access: [{ change: 'gained', caller: 'shop/jobs', callee: 'shop/orders', port: 80 }],
    });
  });
});

test('one pattern within another means that every path of the one is one of the other', () => {
  const patterns = ['/a', '/a/', '/a/b', '/a*', '/a/*', '*', '*/b', '/a/{*}', '/a/{**}', '/{*}/b', '/a/b/c', '/{**}', '/ab'];
  const paths = ['/', '/a', '/a/', '/a/b', '/a/b/', '/a/c', '/ab', '/b', '/c/b', '/a/b/c', '/a/x/b', '/x/y/z', '/a//b'];
  const isMeant = (pattern: string, path: string) => (isPathTemplate(pattern) ? templateTest(pattern) : valueTest(pattern))(path);
  let within = 0;
  for (const narrow of patterns) {
    for (const wide of patterns) {
      if (!isPatternWithin(narrow, wide)) continue;
      within += 1;
      for (const path of paths.filter((one) => isMeant(narrow, one))) {
        expect({ narrow, wide, path, isMeant: isMeant(wide, path) }).toEqual({ narrow, wide, path, isMeant: true });
      }
    }
  }
  // each in itself, all in `*`, and what begins as another
  expect(within).toBeGreaterThan(patterns.length * 2);
});
