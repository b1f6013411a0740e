import { Duration, Size } from 'cdk8s';
import { KongCredential } from '../../../../src/constructs/gateway/kong/kong-credential';
import { KongPlugin } from '../../../../src/constructs/gateway/kong/kong-plugin';
import { KongSecretKey } from '../../../../src/constructs/gateway/kong/kong-secret-key';
import { KongLimitBy } from '../../../../src/constructs/gateway/kong/limit-by';
import { MaskedField } from '../../../../src/constructs/gateway/kong/masked-field';
import { KongInjectionLocation, KongInjectionType } from '../../../../src/constructs/gateway/kong/plugin-protection';
import { KongRateStore } from '../../../../src/constructs/gateway/kong/rate-store';
import { CorsPolicy, OriginMatch } from '../../../../src/constructs/traffic/cors-policy';
import { HttpMethod } from '../../../../src/constructs/traffic/http-method';
import type { KongPlugin as KongPluginFact } from '../../../../src/model/kong';
import { HOSTILE_TEXTS } from '../../../testing/hostile-texts';
import { ENTERPRISE_PLUGINS, PLUGIN_SCHEMAS, pluginProblems } from '../../../testing/kong-plugin-schemas';

const secret = KongSecretKey.of('kong-secrets', 'value');
const issuer = 'https://id.example.com';

/** Each plugin at its plainest, and with everything that can be said. */
const PLUGINS: KongPlugin[] = [
  KongPlugin.oauth2(),
  KongPlugin.oauth2({ scopes: ['read', 'pay'], provisionKey: secret, clientCredentials: false, tokenExpiration: Duration.minutes(5) }),
  KongPlugin.jwt(),
  KongPlugin.jwt({ keyClaimName: 'azp', maximumExpiration: Duration.hours(1), requireNotBefore: true }),
  KongPlugin.openIdConnect({ issuer, audiences: ['payments'] }),
  KongPlugin.openIdConnect({ issuer, audiences: ['payments'], scopesRequired: ['pay'], consumerClaim: 'client_id' }),
  KongPlugin.keyAuth(),
  KongPlugin.keyAuth({ headerName: 'X-Partner-Key' }),
  KongPlugin.acl(['partners', 'internal']),
  KongPlugin.rateLimiting({ minute: 60 }),
  KongPlugin.rateLimiting({ second: 5, minute: 100, hour: 100, day: 1000, month: 2000, year: 9000, limitBy: KongLimitBy.header('X-Plan'), store: KongRateStore.cluster(), failOpenReason: 'a shop window' }),
  KongPlugin.rateLimiting({ hour: 1, limitBy: KongLimitBy.ip(), store: KongRateStore.redis({ host: 'redis.example.com', password: secret }) }),
  KongPlugin.rateLimiting({ hour: 1, limitBy: KongLimitBy.service(), store: KongRateStore.redis({ host: 'redis.example.com', port: 6380, database: 2, plaintextReason: 'same pod' }) }),
  KongPlugin.rateLimiting({ hour: 1, limitBy: KongLimitBy.credential() }),
  KongPlugin.requestSizeLimiting(Size.mebibytes(1)),
  KongPlugin.ipRestriction({ allow: ['192.0.2.0/24', '2001:db8::/32'], deny: ['192.0.2.7'] }),
  KongPlugin.requestValidator({ bodySchema: '{"type":"object","required":["amount"]}' }),
  KongPlugin.requestValidator({ bodySchema: '{"type":"array"}', allowedContentTypes: ['application/json', 'application/json; charset=utf-8'] }),
  KongPlugin.injectionProtection(),
  KongPlugin.injectionProtection({ injectionTypes: [KongInjectionType.SQL], locations: [KongInjectionLocation.HEADERS], logOnlyReason: 'first week' }),
  KongPlugin.maskResponse([MaskedField.cardNumber('card.number'), MaskedField.lastFour('iban'), MaskedField.secret('**.token')]),
  KongPlugin.responseTransformer({ removeJson: ['debug'], removeHeaders: ['X-Powered-By'] }),
  KongPlugin.responseTransformer({ removeHeaders: ['server'] }),
  KongPlugin.cors(CorsPolicy.of({ allowOrigins: [OriginMatch.exact('https://app.example.com')] })),
  KongPlugin.cors(CorsPolicy.of({
    allowOrigins: [OriginMatch.regex('https://[a-z]+\\.example\\.com')], allowMethods: [HttpMethod.PUT], allowHeaders: ['x-a'], exposeHeaders: ['x-b'], maxAge: Duration.hours(1), allowCredentials: true,
  })),
  KongPlugin.fileLog(),
  KongPlugin.fileLog({ path: '/var/log/kong.json', hiddenHeaders: ['X-Card'] }),
  KongPlugin.httpLog({ endpoint: 'https://logs.example.com/kong' }),
  KongPlugin.httpLog({ endpoint: 'https://logs.example.com/kong', authorization: secret, hiddenHeaders: ['x-card'] }),
  KongPlugin.correlationId(),
  KongPlugin.correlationId({ headerName: 'X-Trace', echoDownstream: false }),
  KongPlugin.prometheus(),
  KongPlugin.prometheus({ perConsumer: true }),
];

/** As it stands in a manifest. */
function manifestOf({ plugin, config, secrets }: KongPluginFact): any {
  return { plugin, config, configPatches: secrets.map(({ pointer, from }) => ({ path: pointer, valueFrom: { secretKeyRef: from } })) };
}

describe('what Kong is told', () => {
  test.each(PLUGINS.map((plugin) => [plugin._plugin.plugin, plugin._plugin] as const))('is taken by its schema of %s (%#)', (_name, plugin) => {
    expect(pluginProblems(manifestOf(plugin))).toEqual([]);
  });

  test('is told by every plugin for which a schema is kept', () => {
    expect([...new Set(PLUGINS.map(({ _plugin }) => _plugin.plugin))].sort()).toEqual(Object.keys(PLUGIN_SCHEMAS).sort());
  });

  test('says of itself whether open source has it', () => {
    const enterprise = PLUGINS.filter(({ _plugin }) => _plugin.withoutEnterprise !== undefined);
    expect([...new Set(enterprise.map(({ _plugin }) => _plugin.plugin))].sort()).toEqual(ENTERPRISE_PLUGINS);
  });

  test('says of itself whether it needs a database', () => {
    const needing = PLUGINS.filter(({ _plugin }) => _plugin.withoutDatabase !== undefined);
    expect(needing.map(({ _plugin: { plugin, config } }) => `${plugin} ${config.policy ?? ''}`)).toEqual(['oauth2 ', 'oauth2 ', 'rate-limiting cluster']);
  });

  test('never lets pass what it cannot count, and says why where it does', () => {
    const limits = PLUGINS.filter(({ _plugin }) => _plugin.plugin === 'rate-limiting').map(({ _plugin: { config, reasons } }) => [config.fault_tolerant, reasons]);
    expect(limits).toEqual([[false, []], [true, ['a shop window']], [false, []], [false, ['same pod']], [false, []]]);
  });

  test('speaks TLS with a Redis, and verifies it, unless somebody says why not', () => {
    const redis = PLUGINS.map(({ _plugin }) => _plugin.config.redis as any).filter((one) => one !== undefined);
    expect(redis.map(({ ssl, ssl_verify: verify, server_name: name }) => [ssl, verify, name])).toEqual([[true, true, 'redis.example.com'], [false, false, undefined]]);
  });

  test('has tokens and keys from headers only: addresses end up in logs', () => {
    expect(KongPlugin.jwt()._plugin.config).toMatchObject({ header_names: ['authorization'], uri_param_names: [], cookie_names: [], claims_to_verify: ['exp'] });
    const { config } = KongPlugin.keyAuth()._plugin;
    expect(config).toMatchObject({ key_in_header: true, key_in_query: false, key_in_body: false, hide_credentials: true });
    expect(KongPlugin.openIdConnect({ issuer, audiences: ['a'] })._plugin.config).toMatchObject({ bearer_token_param_type: ['header'], auth_methods: ['bearer'], ssl_verify: true });
  });

  test('leaves secrets out of logs', () => {
    const fields = KongPlugin.fileLog({ hiddenHeaders: ['X-Card'] })._plugin.config.custom_fields_by_lua as Record<string, string>;
    for (const name of ['request.headers.authorization', 'request.headers.cookie', 'response.headers.set-cookie', 'request.headers.x-card', 'request.querystring']) expect(fields[name]).toBe('return nil');
    expect(fields['request.uri']).toBe('return kong.request.get_path()');
  });

  test('matches the whole of an origin', () => {
    expect(KongPlugin.cors(CorsPolicy.of({ allowOrigins: [OriginMatch.regex('https://a|https://b')] }))._plugin.config.origins).toEqual(['^(?:https://a|https://b)$']);
  });
});

describe('the schemas refuse', () => {
  test.each<[string, any]>([
    ['an unknown field', { plugin: 'jwt', config: { key_claim: 'iss' } }],
    ['a text where a list belongs', { plugin: 'acl', config: { allow: 'partners' } }],
    ['a word that is none', { plugin: 'rate-limiting', config: { minute: 1, policy: 'memory' } }],
    ['no limit', { plugin: 'rate-limiting', config: { policy: 'local' } }],
    ['a limit of nothing', { plugin: 'rate-limiting', config: { minute: 0 } }],
    ['limits that fall', { plugin: 'rate-limiting', config: { minute: 10, hour: 5 } }],
    ['Redis without a host', { plugin: 'rate-limiting', config: { minute: 10, policy: 'redis' } }],
    ['a limit by a header that is not named', { plugin: 'rate-limiting', config: { minute: 10, limit_by: 'header' } }],
    ['a field that was renamed', { plugin: 'rate-limiting', config: { minute: 10, redis_host: 'a' } }],
    ['OAuth without a grant', { plugin: 'oauth2', config: { scopes: ['a'] } }],
    ['scopes that must be given, of which there are none', { plugin: 'oauth2', config: { enable_client_credentials: true, mandatory_scope: true } }],
    ['a life of tokens that is not looked at', { plugin: 'jwt', config: { maximum_expiration: 60, claims_to_verify: [] } }],
    ['allow and deny of groups at once', { plugin: 'acl', config: { allow: ['a'], deny: ['b'] } }],
    ['a log without a collector', { plugin: 'http-log', config: {} }],
    ['a header that the log sets itself', { plugin: 'http-log', config: { http_endpoint: 'https://a', headers: { Host: 'b' } } }],
    ['a function without Lua', { plugin: 'post-function', config: {} }],
    ['Lua that is no list', { plugin: 'post-function', config: { body_filter: 'return' } }],
    ['an answer that is no refusal', { plugin: 'injection-protection', config: { error_status_code: 500 } }],
    ['a plugin that nobody knows', { plugin: 'jwt-signer', config: {} }],
  ])('%s', (_name, object) => {
    expect(pluginProblems(object)).not.toEqual([]);
  });

  test('a secret for which there is no place', () => {
    expect(() => pluginProblems({ plugin: 'http-log', config: { http_endpoint: 'https://a' }, configPatches: [{ path: '/headers/Authorization' }] })).toThrow('nothing to add');
  });
});

test.each<[string, () => unknown]>([
  ['MSH001', () => KongPlugin.maskResponse([])],
  ['MSH001', () => KongPlugin.acl([])],
  ['MSH001', () => KongPlugin.openIdConnect({ issuer, audiences: [] })],
  ['MSH001', () => KongPlugin.injectionProtection({ injectionTypes: [] })],
  ['MSH001', () => KongPlugin.responseTransformer({ removeJson: [] })],
  ['MSH001', () => KongPlugin.ipRestriction({ allow: [] })],
  ['MSH003', () => KongSecretKey.of('Not a Secret', 'a')],
  ['MSH003', () => KongCredential.jwt('a b')],
  ['MSH005', () => KongRateStore.redis({ host: 'redis' })],
  ['MSH008', () => KongPlugin.ipRestriction({ deny: ['everybody'] })],
  ['MSH009', () => KongPlugin.jwt({ keyClaimName: ' ' })],
  ['MSH010', () => KongPlugin.injectionProtection({ injectionTypes: ['xss' as KongInjectionType] })],
  ['MSH011', () => KongPlugin.rateLimiting({ minute: 0 })],
  ['MSH011', () => KongPlugin.rateLimiting({ minute: 1.5 })],
  ['MSH011', () => KongPlugin.requestSizeLimiting(Size.tebibytes(1))],
  ['MSH011', () => KongPlugin.requestSizeLimiting(5 as unknown as Size)],
  ['MSH013', () => KongPlugin.jwt({ maximumExpiration: Duration.millis(1500) })],
  ['MSH014', () => KongPlugin.rateLimiting({})],
  ['MSH014', () => KongPlugin.ipRestriction({})],
  ['MSH014', () => KongPlugin.responseTransformer({})],
  ['MSH014', () => KongPlugin.oauth2({ clientCredentials: false })],
  ['MSH020', () => KongPlugin.keyAuth({ headerName: 'a b' })],
  ['MSH021', () => KongLimitBy.header('host')],
  ['MSH046', () => KongPlugin.fileLog({ path: 'stdout' })],
  ['MSH053', () => KongPlugin.rateLimiting({ minute: 1, failOpenReason: ' ' })],
  ['MSH053', () => KongPlugin.injectionProtection({ logOnlyReason: '' })],
  ['MSH053', () => KongRateStore.redis({ host: 'redis.example.com', plaintextReason: '' })],
  ['MSH433', () => KongPlugin.rateLimiting({ second: 100, hour: 10 })],
  ['MSH434', () => KongPlugin.httpLog({ endpoint: 'http://logs.example.com' })],
  ['MSH434', () => KongPlugin.openIdConnect({ issuer: 'http://id.example.com', audiences: ['a'] })],
  ['MSH435', () => KongPlugin.requestValidator({ bodySchema: '{"required":["a"]}' })],
  ['MSH435', () => KongPlugin.requestValidator({ bodySchema: 'type: object' })],
  ['MSH435', () => KongPlugin.requestValidator({ bodySchema: 'null' })],
  ['MSH436', () => MaskedField.secret('')],
  ['MSH436', () => MaskedField.secret('a..b')],
  ['MSH436', () => MaskedField.secret('a[0].b')],
  ['MSH436', () => MaskedField.secret('**.a.b')],
  ['MSH436', () => MaskedField.secret('a.*.b')],
  ['MSH436', () => KongPlugin.responseTransformer({ removeJson: ['card.number'] })],
  ['MSH437', () => KongPlugin.maskResponse([MaskedField.secret('card'), MaskedField.cardNumber('card.number')])],
  ['MSH437', () => KongPlugin.maskResponse([MaskedField.secret('**.pan'), MaskedField.cardNumber('**.pan')])],
  ['MSH438', () => KongSecretKey.of('a', 'a/b')],
  ['MSH438', () => KongSecretKey.of('a', '..')],
])('refuses with %s (%#)', (code, wrong) => {
  expect(wrong).toThrow(`[${code}]`);
});

test('a masked field may be named whatever can be read', () => {
  for (const text of HOSTILE_TEXTS) {
    const take = () => MaskedField.secret(text);
    if (text.trim() === text && text !== '' && text.length < 1000 && !/[*.[\]\p{Cc}\p{Cs}\u2028\u202e]/u.test(text)) expect(take()._field.path).toEqual([text]);
    else if (!/^[^*[\]]*\.[^*[\]]*$/.test(text)) expect(take).toThrow('[MSH436]');
  }
});
