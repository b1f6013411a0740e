import { accepted, aGateway, aJwt, aMesh, aPort, aService } from './a-mesh';
import type { Server } from '../../src/model/gateway';
import type { JwtRequirement } from '../../src/model/jwt';
import { renderTokenPolicy } from '../../src/render/authorization-policy';
import { AUTHORIZATION_POLICY } from '../../src/render/kinds';

const ISSUER = 'https://id.example.com';
const ports = [aPort('HTTP'), aPort('GRPC', 9000, 9000), aPort('TCP', 5432, 5432)];
const subject = { kind: 'service', service: 'shop/orders' } as const;

const ofService = (...jwt: JwtRequirement[]) =>
  accepted(AUTHORIZATION_POLICY, renderTokenPolicy(aMesh({ services: [aService('shop/orders', { ports })], jwt }), subject));

const HTTPS = { name: 'https-443', port: 443, protocol: 'HTTPS', tls: { mode: 'SIMPLE', credentialName: 'tls' } } as const;

const ofGateway = (servers: Partial<Server>[], as: Partial<JwtRequirement> = {}) => {
  const gateway = aGateway('shop/edge', servers);
  const token = { kind: 'gateway', gateway: 'shop/edge', hosts: gateway.servers.flatMap((server) => server.hosts) } as const;
  const model = aMesh({ gateways: [gateway], jwt: [aJwt(token, [{}], as)] });
  return accepted(AUTHORIZATION_POLICY, renderTokenPolicy(model, token));
};

describe('of a service', () => {
  test('denies requests without a token of its issuers, on HTTP ports and no others', () => {
    expect(ofService(aJwt('shop/orders', [{ issuer: 'https://b' }, { issuer: 'https://a' }]))).toEqual({
      action: 'DENY',
      selector: { matchLabels: { app: 'orders' } },
      rules: [{ from: [{ source: { notRequestPrincipals: ['https://a/*', 'https://b/*'] } }], to: [{ operation: { ports: ['8080', '9000'] } }] }],
    });
  });

  test('leaves public paths out of every rule', () => {
    const claims = [{ claim: ['role'], values: ['admin'] }];
    const { rules } = ofService(aJwt('shop/orders', [{ claims }], { publicPaths: [{ kind: 'exact', value: '/health' }] }));
    expect(rules).toHaveLength(2);
    for (const rule of rules!) expect(rule.to).toEqual([{ operation: { ports: ['8080', '9000'], notPaths: ['/health'] } }]);
  });

  test('denies a token of an issuer that lacks one of its claims, nested ones included', () => {
    const claims = [{ claim: ['realm_access', 'roles'], values: ['b', 'a'] }, { claim: ['aud_type'], values: ['x'] }];
    const { rules } = ofService(aJwt('shop/orders', [{ claims }, { issuer: 'https://other' }]));
    const from = [{ source: { requestPrincipals: [`${ISSUER}/*`] } }];
    const to = [{ operation: { ports: ['8080', '9000'] } }];
    expect(rules!.slice(1)).toEqual([
      { from, to, when: [{ key: 'request.auth.claims[aud_type]', notValues: ['x'] }] },
      { from, to, when: [{ key: 'request.auth.claims[realm_access][roles]', notValues: ['a', 'b'] }] },
    ]);
    expect(rules![0]).not.toHaveProperty('when');
  });

  test('refuses what would match more or less than it says', () => {
    const claim = (claims: JwtRequirement['rules'][number]['claims']) => () => ofService(aJwt('shop/orders', [{ claims }]));
    for (const value of ['*', 'read:*', '*:read', '']) expect(claim([{ claim: ['scope'], values: [value] }])).toThrow('wildcards');
    expect(claim([{ claim: ['scope'], values: [] }])).toThrow('none');
    for (const name of [[], [''], ['a]'], ['a[b]']]) expect(claim([{ claim: name, values: ['x'] }])).toThrow('cannot be named');
    for (const issuer of ['', '*', 'https://*']) expect(() => ofService(aJwt('shop/orders', [{ issuer }]))).toThrow('literally');
    expect(() => ofService(aJwt('shop/orders', []))).toThrow('no issuer');
    expect(() => ofService()).toThrow('no token');
  });

  test('refuses a service without HTTP ports, whose TCP connections it would all deny', () => {
    const model = aMesh({ services: [aService('shop/orders', { ports: [aPort('TCP')] })], jwt: [aJwt('shop/orders', [{}])] });
    expect(() => renderTokenPolicy(model, subject)).toThrow('no HTTP port');
  });
});

describe('of a gateway', () => {
  const from = [{ source: { notRequestPrincipals: [`${ISSUER}/*`] } }];
  const notPorts = ['15021'];

  test('goes by server name where the gateway ends TLS, so that no Host header gets around it', () => {
    const policy = ofGateway([{ ...HTTPS, hosts: ['b.example.com', '*.example.com'] }]);
    expect(policy.selector).toEqual({ matchLabels: { istio: 'ingress' } });
    expect(policy.rules).toEqual([{ from, to: [{ operation: { notPorts } }], when: [{ key: 'connection.sni', values: ['*.example.com', 'b.example.com'] }] }]);
  });

  test('lets requests be redirected, unless a proxy in front vouches that they came over TLS', () => {
    const redirect = { httpsRedirect: true };
    const { rules } = ofGateway([redirect, HTTPS]);
    expect(rules).toHaveLength(2);
    expect(rules![1]).toEqual({
      from,
      to: [{ operation: { notPorts, hosts: ['a.example.com', 'a.example.com:*'] } }],
      when: [{ key: 'connection.sni', notValues: ['*'] }, { key: 'request.headers[x-forwarded-proto]', values: ['https'] }],
    });
    const wildcard = ofGateway([{ ...redirect, hosts: ['*.example.com'] }]);
    expect(wildcard.rules![0].to).toEqual([{ operation: { notPorts } }]);
  });

  test('goes by host without TLS, with every port a client may write', () => {
    const { rules } = ofGateway([{}], { publicPaths: [{ kind: 'prefix', value: '/public/' }] });
    expect(rules).toEqual([{
      from,
      to: [{ operation: { notPorts, hosts: ['a.example.com', 'a.example.com:*'], notPaths: ['/public/*'] } }],
      when: [{ key: 'connection.sni', notValues: ['*'] }],
    }]);
    expect(() => ofGateway([{ hosts: ['*.example.com'] }])).toThrow('every port');
  });

  test('is about every request where every host is served', () => {
    expect(ofGateway([{ ...HTTPS, hosts: ['*'] }]).rules).toEqual([{ from, to: [{ operation: { notPorts } }] }]);
    expect(ofGateway([{ hosts: ['*'] }]).rules![0].to).toEqual([{ operation: { notPorts } }]);
  });

  test('says nothing of TLS that is passed through', () => {
    const passed = { name: 'tls-9443', port: 9443, protocol: 'TLS', hosts: ['raw.example.com'], tls: { mode: 'PASSTHROUGH' } } as const;
    expect(JSON.stringify(ofGateway([HTTPS, passed]))).not.toContain('raw');
    expect(() => ofGateway([passed])).toThrow('no token');
  });

  test('claims are asked for under the same conditions as the token', () => {
    const gateway = aGateway('shop/edge', [HTTPS]);
    const token = { kind: 'gateway', gateway: 'shop/edge', hosts: ['a.example.com'] } as const;
    const model = aMesh({ gateways: [gateway], jwt: [aJwt(token, [{ claims: [{ claim: ['role'], values: ['admin'] }] }])] });
    const { rules } = accepted(AUTHORIZATION_POLICY, renderTokenPolicy(model, token));
    expect(rules![1].when).toEqual([{ key: 'connection.sni', values: ['a.example.com'] }, { key: 'request.auth.claims[role]', notValues: ['admin'] }]);
  });
});
