import { aMesh, anExternal, aPort, aService } from './a-mesh';
import type { ExtAuthz, ExtensionProvider } from '../../src/model/extension-provider';
import { renderMeshConfig, withMeshConfig } from '../../src/render/mesh-config';
import { anOrigin } from '../testing/a-model';

const GRPC: ExtAuthz = {
  kind: 'extAuthz',
  target: { kind: 'service', service: 'policy/opa' },
  port: aPort('GRPC', 9191, 9191),
  timeoutMs: 1000,
  failOpenReason: undefined,
  statusOnError: 403,
  body: undefined,
  http: undefined,
};

const provider = (does: ExtensionProvider['does'], name = 'decisions'): ExtensionProvider => ({ name, does, origin: anOrigin('test') });

const byName = (...providers: ExtensionProvider[]) => new Map(providers.map((one) => [one.name, one]));

function rendered(...providers: ExtensionProvider[]) {
  return renderMeshConfig(aMesh({
    services: [aService('policy/opa')],
    externals: [anExternal('shop/judge')],
    meshConfig: { extensionProviders: byName(...providers), trustedProxies: undefined },
  }));
}

test('nothing is said where nothing is needed', () => {
  expect(rendered()).toEqual({});
});

test('a service of the mesh by gRPC: time, status and what happens on failure are always said', () => {
  expect(rendered(provider(GRPC))).toEqual({
    extensionProviders: [{
      name: 'decisions',
      envoyExtAuthzGrpc: { service: 'policy/opa.policy.svc.cluster.local', port: 9191, timeout: '1s', failOpen: false, statusOnError: '403' },
    }],
  });
});

test('a host outside by HTTP, with body and headers, open when nobody decides', () => {
  const http = {
    pathPrefix: '/check', inCheck: ['authorization'], addedToCheck: { 'x-mesh': 'prod' }, upstreamOnAllow: ['x-user'], downstreamOnAllow: [], downstreamOnDeny: ['set-cookie'],
  };
  const does: ExtAuthz = {
    ...GRPC,
    target: { kind: 'external', external: 'shop/judge', host: 'judge.example.com' },
    port: aPort('HTTP', 80, 80),
    timeoutMs: 250,
    failOpenReason: 'adverts only',
    statusOnError: 503,
    body: { maxBytes: 8192, partial: true, asBytes: false },
    http,
  };
  expect(rendered(provider(does))).toEqual({
    extensionProviders: [{
      name: 'decisions',
      envoyExtAuthzHttp: {
        service: 'shop/judge.example.com',
        port: 80,
        timeout: '250ms',
        failOpen: true,
        statusOnError: '503',
        includeRequestBodyInCheck: { maxRequestBytes: 8192, allowPartialMessage: true },
        pathPrefix: '/check',
        includeRequestHeadersInCheck: ['authorization'],
        includeAdditionalHeadersInCheck: { 'x-mesh': 'prod' },
        headersToUpstreamOnAllow: ['x-user'],
        headersToDownstreamOnDeny: ['set-cookie'],
      },
    }],
  });
});

test('access logs and trusted proxies', () => {
  const log = provider({ kind: 'fileAccessLog', path: '/dev/stdout', labels: { status: '%RESPONSE_CODE%' } }, 'audit');
  expect(renderMeshConfig(aMesh({ meshConfig: { extensionProviders: byName(log), trustedProxies: 2 } }))).toEqual({
    extensionProviders: [{ name: 'audit', envoyFileAccessLog: { path: '/dev/stdout', logFormat: { labels: { status: '%RESPONSE_CODE%' } } } }],
    defaultConfig: { gatewayTopology: { numTrustedProxies: 2 } },
  });
});

describe('put into what is there', () => {
  const ours = rendered(provider(GRPC));

  test('providers of others stay, an older one of ours is replaced, and everything else is left alone', () => {
    const others = { name: 'tracing', zipkin: { service: 'zipkin.tracing', port: 9411 } };
    const current = {
      accessLogFile: '/dev/stdout',
      defaultConfig: { drainDuration: '2s', gatewayTopology: { forwardClientCertDetails: 'SANITIZE' } },
      extensionProviders: [{ name: 'decisions', envoyExtAuthzGrpc: { service: 'old', port: 1 } }, others],
    };
    expect(withMeshConfig(current, { ...ours, defaultConfig: { gatewayTopology: { numTrustedProxies: 1 } } })).toEqual({
      accessLogFile: '/dev/stdout',
      defaultConfig: { drainDuration: '2s', gatewayTopology: { forwardClientCertDetails: 'SANITIZE', numTrustedProxies: 1 } },
      extensionProviders: [others, ...ours.extensionProviders!],
    });
  });

  test('putting it in twice changes nothing more', () => {
    const once = withMeshConfig({ accessLogFile: '' }, ours);
    expect(withMeshConfig(once, ours)).toEqual(once);
  });

  test('nothing is added for an app that needs nothing', () => {
    expect(withMeshConfig({ trustDomain: 'prod' }, {})).toEqual({ trustDomain: 'prod' });
  });
});
