import Ajv, { type ValidateFunction } from 'ajv';

type Schema = Readonly<Record<string, unknown>>;

interface PluginSchema {
  /** Where it was read. */
  readonly source: string;
  /** Fields of `config`, as JSON schema; others are refused, as Kong refuses them. */
  readonly fields: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  /** One of these must be there. */
  readonly atLeastOne?: readonly string[];
  /** Numbers that must not become smaller in this order. */
  readonly growing?: readonly string[];
  /** What one value asks of other fields. */
  readonly conditions?: readonly Schema[];
}

const TEXT = { type: 'string', minLength: 1 };
const FLAG = { type: 'boolean' };
const COUNT = { type: 'number', exclusiveMinimum: 0 };
const PORT = { type: 'integer', minimum: 0, maximum: 65535 };
const HEADER = { type: 'string', pattern: '^[A-Za-z0-9_-]+$' };
const LUA_BY_FIELD = { type: 'object', additionalProperties: TEXT };
/** Kong writes lists of one thing as lists too. */
const listOf = (items: Schema): Schema => ({ type: 'array', items });
const oneOf = (...words: string[]): Schema => ({ enum: words });
const record = (properties: Readonly<Record<string, Schema>>, required: readonly string[] = []): Schema => ({ type: 'object', properties, required, additionalProperties: false });

const CODE = 'github.com/Kong/kong, release/3.9.x, kong/plugins/<name>/schema.lua';
const PAGES = 'github.com/Kong/developer.konghq.com, app/_schemas/gateway/plugins/3.9/';

const REDIS = record({
  host: TEXT,
  port: PORT,
  timeout: { type: 'integer', minimum: 0 },
  username: { type: 'string' },
  password: { type: 'string' },
  database: { type: 'integer' },
  ssl: FLAG,
  ssl_verify: FLAG,
  server_name: TEXT,
});

/** What Kong takes as `config` of each plugin that we write. */
export const PLUGIN_SCHEMAS: Readonly<Record<string, PluginSchema>> = {
  'acl': {
    source: `${PAGES}Acl.json`,
    fields: {
      allow: listOf(TEXT), deny: listOf(TEXT), hide_groups_header: FLAG, include_consumer_groups: FLAG, always_use_authenticated_groups: FLAG,
    },
    atLeastOne: ['allow', 'deny'],
    conditions: [{ not: { required: ['allow', 'deny'] } }],
  },
  'correlation-id': {
    source: CODE,
    fields: { header_name: HEADER, generator: oneOf('uuid', 'uuid#counter', 'tracker'), echo_downstream: FLAG },
  },
  'cors': {
    source: CODE,
    fields: {
      origins: listOf(TEXT),
      methods: listOf(oneOf('GET', 'HEAD', 'PUT', 'PATCH', 'POST', 'DELETE', 'OPTIONS', 'TRACE', 'CONNECT')),
      headers: listOf(TEXT),
      exposed_headers: listOf(TEXT),
      max_age: { type: 'number' },
      credentials: FLAG,
      private_network: FLAG,
      preflight_continue: FLAG,
    },
  },
  'file-log': { source: CODE, fields: { path: { type: 'string', pattern: '^[^*&%\\\\`]+$' }, reopen: FLAG, custom_fields_by_lua: LUA_BY_FIELD }, required: ['path'] },
  'http-log': {
    source: `${PAGES}HttpLog.json`,
    fields: {
      http_endpoint: { type: 'string', pattern: '^https?://' },
      method: oneOf('POST', 'PUT', 'PATCH'),
      content_type: oneOf('application/json', 'application/json; charset=utf-8'),
      timeout: { type: 'number' },
      keepalive: { type: 'number' },
      headers: { type: 'object', propertyNames: { not: { pattern: '^([Hh]ost|[Cc]ontent-([Ll]ength|[Tt]ype))$' } } },
      queue: record({ max_batch_size: COUNT, max_coalescing_delay: { type: 'number' }, max_entries: COUNT, max_bytes: COUNT, initial_retry_delay: COUNT, max_retry_time: { type: 'number' }, max_retry_delay: COUNT }),
      custom_fields_by_lua: LUA_BY_FIELD,
    },
    required: ['http_endpoint'],
  },
  'injection-protection': {
    source: `${PAGES}InjectionProtection.json`,
    fields: {
      injection_types: listOf(oneOf('java_exception', 'js', 'sql', 'ssi', 'xpath_abbreviated', 'xpath_extended')),
      locations: listOf(oneOf('body', 'headers', 'path_and_query')),
      custom_injections: listOf(record({ name: TEXT, regex: TEXT }, ['name', 'regex'])),
      enforcement_mode: oneOf('block', 'log_only'),
      error_status_code: { type: 'integer', minimum: 400, maximum: 499 },
      error_message: TEXT,
    },
  },
  'ip-restriction': {
    source: `${PAGES}IpRestriction.json`,
    fields: { allow: listOf(TEXT), deny: listOf(TEXT), status: { type: 'number' }, message: TEXT },
    atLeastOne: ['allow', 'deny'],
  },
  'jwt': {
    source: `${PAGES}Jwt.json`,
    fields: {
      key_claim_name: TEXT,
      claims_to_verify: listOf(oneOf('exp', 'nbf')),
      maximum_expiration: { type: 'number', minimum: 0, maximum: 31536000 },
      header_names: listOf(TEXT),
      uri_param_names: listOf(TEXT),
      cookie_names: listOf(TEXT),
      secret_is_base64: FLAG,
      anonymous: TEXT,
      realm: TEXT,
      run_on_preflight: FLAG,
    },
    conditions: [{ if: { properties: { maximum_expiration: { exclusiveMinimum: 0 } }, required: ['maximum_expiration'] }, then: { properties: { claims_to_verify: { contains: { const: 'exp' } } }, required: ['claims_to_verify'] } }],
  },
  'key-auth': {
    source: `${PAGES}KeyAuth.json`,
    fields: {
      key_names: listOf(HEADER),
      key_in_header: FLAG,
      key_in_query: FLAG,
      key_in_body: FLAG,
      hide_credentials: FLAG,
      anonymous: TEXT,
      realm: TEXT,
      run_on_preflight: FLAG,
    },
  },
  'oauth2': {
    source: CODE,
    fields: {
      scopes: listOf(TEXT),
      mandatory_scope: FLAG,
      enable_authorization_code: FLAG,
      enable_implicit_grant: FLAG,
      enable_client_credentials: FLAG,
      enable_password_grant: FLAG,
      token_expiration: { type: 'number' },
      refresh_token_ttl: { type: 'number' },
      hide_credentials: FLAG,
      global_credentials: FLAG,
      auth_header_name: TEXT,
      pkce: oneOf('none', 'lax', 'strict'),
      provision_key: TEXT,
      accept_http_if_already_terminated: FLAG,
      anonymous: TEXT,
      reuse_refresh_token: FLAG,
      realm: TEXT,
    },
    conditions: [
      { anyOf: ['enable_authorization_code', 'enable_implicit_grant', 'enable_client_credentials', 'enable_password_grant'].map((grant) => ({ properties: { [grant]: { const: true } }, required: [grant] })) },
      { if: { properties: { mandatory_scope: { const: true } }, required: ['mandatory_scope'] }, then: { required: ['scopes'] } },
    ],
  },
  'openid-connect': {
    source: `${PAGES}OpenidConnect.json, of its many fields those we set`,
    fields: {
      issuer: { type: 'string', pattern: '^https?://' },
      auth_methods: listOf(oneOf('authorization_code', 'bearer', 'client_credentials', 'introspection', 'kong_oauth2', 'password', 'refresh_token', 'session', 'userinfo')),
      bearer_token_param_type: listOf(oneOf('body', 'cookie', 'header', 'query')),
      audience_required: listOf(TEXT),
      scopes_required: listOf(TEXT),
      consumer_claim: listOf(TEXT),
      consumer_by: listOf(oneOf('custom_id', 'id', 'username')),
      consumer_optional: FLAG,
      ssl_verify: FLAG,
    },
    required: ['issuer'],
  },
  'post-function': {
    source: CODE,
    fields: Object.fromEntries(['certificate', 'rewrite', 'access', 'header_filter', 'body_filter', 'log'].map((phase) => [phase, listOf(TEXT)])),
    atLeastOne: ['certificate', 'rewrite', 'access', 'header_filter', 'body_filter', 'log'],
  },
  'prometheus': {
    source: CODE,
    fields: Object.fromEntries(['per_consumer', 'status_code_metrics', 'latency_metrics', 'bandwidth_metrics', 'upstream_health_metrics', 'ai_metrics'].map((name) => [name, FLAG])),
  },
  'rate-limiting': {
    source: `${PAGES}RateLimiting.json, and the rules of ${CODE}`,
    fields: {
      second: COUNT,
      minute: COUNT,
      hour: COUNT,
      day: COUNT,
      month: COUNT,
      year: COUNT,
      limit_by: oneOf('consumer', 'credential', 'ip', 'service', 'header', 'path'),
      header_name: HEADER,
      path: { type: 'string', pattern: '^/' },
      policy: oneOf('local', 'cluster', 'redis'),
      fault_tolerant: FLAG,
      redis: REDIS,
      hide_client_headers: FLAG,
      error_code: { type: 'number', exclusiveMinimum: 0 },
      error_message: TEXT,
      sync_rate: { type: 'number' },
    },
    atLeastOne: ['second', 'minute', 'hour', 'day', 'month', 'year'],
    growing: ['second', 'minute', 'hour', 'day', 'month', 'year'],
    conditions: [
      { if: { properties: { policy: { const: 'redis' } }, required: ['policy'] }, then: { properties: { redis: { required: ['host', 'port'] } }, required: ['redis'] } },
      { if: { properties: { limit_by: { const: 'header' } }, required: ['limit_by'] }, then: { required: ['header_name'] } },
      { if: { properties: { limit_by: { const: 'path' } }, required: ['limit_by'] }, then: { required: ['path'] } },
    ],
  },
  'request-size-limiting': {
    source: `${PAGES}RequestSizeLimiting.json`,
    fields: { allowed_payload_size: { type: 'integer' }, size_unit: oneOf('megabytes', 'kilobytes', 'bytes'), require_content_length: FLAG },
  },
  'request-validator': {
    source: `${PAGES}RequestValidator.json`,
    fields: {
      version: oneOf('kong', 'draft4'),
      body_schema: TEXT,
      allowed_content_types: listOf({ type: 'string', pattern: '^[^\\s/]+/[^\\s;]+(\\s*;.*)?$' }),
      content_type_parameter_validation: FLAG,
      verbose_response: FLAG,
      parameter_schema: listOf({ type: 'object' }),
    },
    atLeastOne: ['body_schema', 'parameter_schema'],
  },
  'response-transformer': {
    source: CODE,
    fields: { remove: record({ json: listOf(TEXT), headers: listOf(TEXT) }), rename: record({ json: listOf(TEXT), headers: listOf(TEXT) }) },
  },
};

/** Plugins that Kong's open source does not have. */
export const ENTERPRISE_PLUGINS = ['injection-protection', 'openid-connect', 'request-validator'];

const compiled = new Map<string, ValidateFunction>();

/** What Kong would say against the plugin of a KongPlugin or KongClusterPlugin. Values that come from Secrets are texts there. */
export function pluginProblems(object: any): string[] {
  const schema = PLUGIN_SCHEMAS[object.plugin];
  if (schema === undefined) return [`no schema is kept for the plugin ${object.plugin}`];
  const config = withSecrets(object);
  const validate = compiled.get(object.plugin) ?? compile(object.plugin, schema);
  validate(config);
  const found = (validate.errors ?? []).map(({ instancePath, message, params }) => `config${instancePath} ${message} ${JSON.stringify(params)}`);
  const limits = (schema.growing ?? []).filter((name) => typeof config[name] === 'number');
  const falling = limits.filter((name, index) => index > 0 && config[name] < config[limits[index - 1]]).map((name) => `config/${name} is less than that of a shorter period`);
  return [...found, ...falling];
}

function compile(plugin: string, { fields, required = [], atLeastOne, conditions = [] }: PluginSchema): ValidateFunction {
  const atLeast = atLeastOne === undefined ? [] : [{ anyOf: atLeastOne.map((name) => ({ required: [name] })) }];
  const validate = new Ajv({ strict: false, allErrors: true }).compile({ ...record(fields, required), allOf: [{}, ...atLeast, ...conditions] });
  compiled.set(plugin, validate);
  return validate;
}

function withSecrets({ config = {}, configPatches = [] }: any): any {
  const whole = structuredClone(config);
  for (const { path } of configPatches) {
    const names = path.slice(1).split('/').map((name: string) => name.replaceAll('~1', '/').replaceAll('~0', '~'));
    const last = names.pop();
    // a JSON patch adds to what is there, and makes nothing on the way
    const place = names.reduce((at: any, name: string) => at?.[name], whole);
    if (place === undefined) throw new Error(`nothing to add ${path} to`);
    place[last] = 'of a Secret';
  }
  return whole;
}
