import { Schema } from './schema-walk';

/** `spec` of a CustomResourceDefinition, as far as it is needed to judge an object. */
interface WrittenCrd {
  readonly group: string;
  readonly names: { readonly kind: string };
  readonly scope: 'Namespaced' | 'Cluster';
  readonly versions: readonly [{ readonly name: string; readonly schema: { readonly openAPIV3Schema: Schema } }];
}

const text = (more: Schema = {}): Schema => ({ type: 'string', ...more });
const whole = (more: Schema = {}): Schema => ({ type: 'integer', format: 'int32', ...more });
const flag: Schema = { type: 'boolean' };
const fields = (properties: Record<string, Schema>, required: string[] = []): Schema => ({ type: 'object', properties, required });

const SIZE = text({ pattern: '^\\d{1,4}(k|m|g)?$' });
const LEVELS = ['info', 'notice', 'warn', 'error'];
const TIME = text({ pattern: '^[0-9]{1,4}(ms|s|m|h)?$' });

function targets(rules: readonly string[]): Schema {
  const target = fields({ group: text({ maxLength: 253 }), kind: text({ minLength: 1, maxLength: 63 }), name: text({ minLength: 1, maxLength: 253 }) }, ['group', 'kind', 'name']);
  return { 'type': 'array', 'minItems': 1, 'maxItems': 16, 'items': target, 'x-kubernetes-validations': rules.map((rule) => ({ rule })) };
}

function namespaced(group: string, kind: string, version: string, spec: Schema): WrittenCrd {
  return { group, names: { kind }, scope: 'Namespaced', versions: [{ name: version, schema: { openAPIV3Schema: fields({ spec }, ['spec']) } }] };
}

/**
 * Kinds whose definitions no Go module carries: what the API server would check of them, written down from their source.
 *
 * RateLimitPolicy and UpstreamSettingsPolicy: github.com/nginx/nginx-gateway-fabric, config/crd/bases, main of 2026.
 * Rulesfile, without artifacts and selectors: github.com/falcosecurity/falco-operator, config/crd/bases, main of 2026.
 */
export const WRITTEN_CRDS: readonly WrittenCrd[] = [
  namespaced('gateway.nginx.org', 'RateLimitPolicy', 'v1alpha1', fields({
    targetRefs: targets([
      'self.all(t, t.kind == "Gateway" || t.kind == "HTTPRoute" || t.kind == "GRPCRoute")',
      'self.all(t, t.group == "gateway.networking.k8s.io")',
      '!(self.exists(t, t.kind == "Gateway") && self.exists(t, t.kind == "HTTPRoute" || t.kind == "GRPCRoute"))',
    ]),
    rateLimit: fields({
      dryRun: flag,
      logLevel: text({ enum: LEVELS }),
      rejectCode: whole({ minimum: 400, maximum: 599 }),
      local: fields({
        rules: {
          type: 'array',
          items: {
            ...fields({ burst: whole(), delay: whole(), key: text(), noDelay: flag, rate: text({ pattern: '^\\d+r/[sm]$' }), zoneSize: SIZE }, ['key', 'rate']),
            'x-kubernetes-validations': [{ rule: '!(has(self.noDelay) && has(self.delay) && self.noDelay == true)' }],
          },
        },
      }),
    }),
  }, ['targetRefs'])),
  namespaced('gateway.nginx.org', 'UpstreamSettingsPolicy', 'v1alpha1', fields({
    targetRefs: targets(['self.all(t, t.kind == "Service")', 'self.exists(t, t.group == "" || t.group == "core")']),
    useClusterIP: flag,
    zoneSize: SIZE,
    loadBalancingMethod: text(),
    hashMethodKey: text({ pattern: '^\\$[a-z_]+$' }),
    keepAlive: fields({ connections: whole({ minimum: 0 }), requests: whole({ minimum: 0 }), time: TIME, timeout: TIME }),
  }, ['targetRefs'])),
  namespaced('artifact.falcosecurity.dev', 'Rulesfile', 'v1alpha1', fields({
    // the API server takes anything; what Falco takes, falco-file.ts says
    inlineRules: { 'x-kubernetes-preserve-unknown-fields': true },
    configMapRef: fields({ name: text() }, ['name']),
    priority: whole({ minimum: 0, maximum: 99 }),
  })),
];
