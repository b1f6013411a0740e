import { readFileSync } from 'node:fs';
import { Chart, Testing } from 'cdk8s';
import { policiesModule, TARGET } from '../../../scripts/policies';
import {
  EnforcementStage, FalcoOutput, GatewayTls, HttpMethod, KongEdition, KongRateStore, MeshConfig, MeshConfigFormat, MeshGateway, MeshService,
  PathMatch, PaymentPro, PaymentProPlan, ServicePort,
} from '../../../src';
import type { PaymentProProps } from '../../../src';
import { image } from '../../testing/shop';
import { find, judge } from '../../testing/synth';

const GUARDED: PaymentProProps = { firewallImage: `registry.example.com/coraza-proxy-wasm@sha256:${'0'.repeat(64)}` };

function objectsOf(props: PaymentProProps = {}, more: (company: PaymentPro) => void = () => undefined): any[] {
  const chart = new Chart(Testing.app(), 'company');
  more(new PaymentPro(chart, 'paymentpro', { ...GUARDED, ...props }));
  return Testing.synth(chart);
}

const AGENTS = ['fraud-policy', 'requests'];
const deployments = (objects: any[]) => objects.filter(({ kind, metadata: { name } }) =>
  kind === 'Deployment' && name !== 'egress-gateway' && !AGENTS.includes(name.replace(/-v1$/, '')));
const named = (objects: any[], kind: string, name: string) => objects.find((object) => object.kind === kind && object.metadata.name === name);

test('it has thirty services, each with an identity of its own', () => {
  const accounts = deployments(objectsOf()).map(({ metadata, spec }) => `${metadata.namespace}/${spec.template.spec.serviceAccountName}`);
  expect(accounts).toHaveLength(30);
  expect(new Set(accounts).size).toBe(30);
});

test('its images and its size are told', () => {
  const all = deployments(objectsOf({ registry: 'registry.corp.example/pay', replicas: 3 }));
  expect(all.filter(({ spec }) => spec.replicas !== 3)).toEqual([]);
  expect(all.filter(({ spec }) => !/^registry\.corp\.example\/pay\/[a-z-]+:v1$/.test(spec.template.spec.containers[0].image))).toEqual([]);
});

test('what moves money is tried again only where it surely did not arrive, and not without a key', () => {
  for (const name of ['payment-engine', 'transaction', 'ledger']) {
    const { http } = find(objectsOf(), 'VirtualService', name).spec;
    expect(http.map((route: any) => route.retries?.retryOn).filter(Boolean)).toEqual(['connect-failure,refused-stream,reset-before-request']);
    expect(http[0]).toMatchObject({ match: [{ method: { exact: 'POST' }, withoutHeaders: { 'idempotency-key': {} } }], directResponse: { status: 400 } });
  }
});

test.each(Object.values(EnforcementStage))('%s is a working mesh', (stage) => {
  expect(judge(objectsOf({ stage }))).toEqual([]);
});

test('it can be added to', () => {
  const objects = objectsOf({}, ({ payments, edge: { gateway } }) => {
    const invoices = new MeshService(payments.namespace, 'invoices', { ports: [ServicePort.http(8080)], workload: image('invoices') });
    invoices.calls(payments.ledger, { methods: [HttpMethod.GET], paths: [PathMatch.subtree('/v1/entries')] });
    gateway.route(invoices, { path: PathMatch.subtree('/v1/invoices') });
  });
  expect(find(objects, 'AuthorizationPolicy', 'invoices-callers').spec.rules).toHaveLength(1);
  expect(judge(objects)).toEqual([]);
});

describe('the edge', () => {
  const plugins = (objects: any[]) => objects.filter(({ kind }) => /^Kong(Cluster)?Plugin$/.test(kind)).map(({ metadata, plugin }) => `${metadata.name}: ${plugin}`).sort();
  const OPEN = [
    'kong-correlation-id: correlation-id', 'kong-file-log: file-log', 'kong-jwt: jwt', 'kong-plan-starter-money: rate-limiting', 'kong-plan-starter: rate-limiting',
    'kong-post-function: post-function', 'kong-prometheus: prometheus', 'kong-request-size-limiting: request-size-limiting',
  ];

  test('every plugin of it runs on open-source Kong without a database, and nobody is let in who is no partner', () => {
    const objects = objectsOf();
    expect(plugins(objects)).toEqual(OPEN);
    expect(objects.filter(({ kind }) => kind === 'KongConsumer')).toEqual([]);
    expect(named(objects, 'TrafficExtension', 'web-application-firewall').spec.wasm.failStrategy).toBe('FAIL_CLOSE');
  });

  test('Kong Enterprise looks for attacks itself, and reads the keys of an identity provider', () => {
    const objects = objectsOf({ kongEdition: KongEdition.ENTERPRISE, firewallImage: undefined, tokenIssuer: 'https://id.example.com' });
    expect(plugins(objects)).toEqual([...OPEN.filter((name) => name !== 'kong-jwt: jwt'), 'kong-injection-protection: injection-protection', 'kong-openid-connect: openid-connect'].sort());
    expect(named(objects, 'KongPlugin', 'kong-openid-connect').config).toMatchObject({ issuer: 'https://id.example.com', audience_required: ['paymentpro'], consumer_claim: ['azp'] });
    expect(objects.some(({ kind }) => kind === 'TrafficExtension')).toBe(false);
    expect(judge(objects)).toEqual([]);
  });

  test('each partner has a plan, and what moves money is dearer in each', () => {
    const objects = objectsOf({
      partners: [{ name: 'acme', plan: PaymentProPlan.VOLUME }, { name: 'globex', plan: PaymentProPlan.BUSINESS, credential: 'globex-keys' }, { name: 'initech' }],
      rateStore: KongRateStore.local(),
    });
    const limits = ['starter', 'business', 'volume'].map((plan) => [`kong-plan-${plan}`, `kong-plan-${plan}-money`].map((name) => named(objects, 'KongPlugin', name).config.minute));
    expect(limits).toEqual([[60, 10], [600, 100], [6_000, 1_000]]);
    const annotation = (name: string) => named(objects, 'KongConsumer', `kong-${name}`).metadata.annotations['konghq.com/plugins'];
    expect(['acme', 'globex', 'initech'].map(annotation)).toEqual(['kong-plan-volume,kong-plan-volume-money', 'kong-plan-business,kong-plan-business-money', undefined]);
    expect(['acme', 'globex'].map((name) => named(objects, 'KongConsumer', `kong-${name}`).credentials)).toEqual([['acme-jwt'], ['globex-keys']]);
    const ingress = (path: string) => named(objects, 'Ingress', `kong-api-paymentpro-example-v1-${path}`).metadata.annotations['konghq.com/plugins'];
    expect([ingress('payouts'), ingress('reports')]).toEqual([
      'kong-jwt,kong-plan-business-money,kong-plan-starter-money,kong-plan-volume-money,kong-post-function', 'kong-jwt,kong-plan-starter,kong-post-function',
    ]);
    expect(judge(objects)).toEqual([]);
  });

  test('the gateway believes Kong alone, by its certificate', () => {
    const objects = objectsOf();
    expect(find(objects, 'Gateway', 'partner-gateway').spec.servers.map((server: any) => server.tls)).toContainEqual(expect.objectContaining({ mode: 'MUTUAL', credentialName: 'partner-gateway-tls' }));
    expect(named(objects, 'Service', 'kong-api-paymentpro-example-to-gateway').metadata.annotations).toMatchObject({
      'konghq.com/protocol': 'https', 'konghq.com/tls-verify': 'true', 'konghq.com/client-cert': 'kong-partner-gateway', 'konghq.com/retries': '0',
    });
    const backends = objects.filter(({ kind }) => kind === 'Ingress').flatMap(({ spec }) => spec.rules[0].http.paths.map((path: any) => path.backend.service.name));
    expect(new Set(backends)).toEqual(new Set(['kong-api-paymentpro-example-to-gateway']));
  });

  test('why there is no firewall is written on the gateway', () => {
    const objects = objectsOf({ firewallImage: undefined, noFirewallReason: 'one stands before Kong' });
    expect(JSON.stringify(find(objects, 'Gateway', 'partner-gateway').metadata.annotations)).toContain('one stands before Kong');
  });

  test('every part of the API that takes bodies is described', () => {
    const objects = objectsOf();
    const rego: string = named(objects, 'ConfigMap', 'requests-policies').data['requests.rego'];
    const { rules } = find(objects, 'AuthorizationPolicy', 'dmz-partner-gateway-ext-authz').spec;
    const asked = new Set<string>(rules.flatMap(({ to }: any) => to[0].operation.paths).map((path: string) => path.split('/')[2]));
    expect([...asked].sort()).toEqual(['cards', 'customers', 'disputes', 'payments', 'payouts', 'refunds', 'webhooks']);
    for (const name of asked) expect(rego).toContain(`\t"${name}": {`);
  });
});

test('who works with data of cards or of persons says so, once that can be promised', () => {
  const classes = (stage?: EnforcementStage) => objectsOf({ stage }).filter(({ kind }) => kind === 'Service')
    .flatMap(({ metadata: { name, annotations } }) => (annotations?.['cdk8s-istio/data-classes'] === undefined ? [] : [`${name}: ${annotations['cdk8s-istio/data-classes']}`])).sort();
  expect(classes()).toEqual([
    'acquirer-connector: CARDHOLDER', 'cards: CARDHOLDER', 'disputes: PERSONAL', 'kyc: PERSONAL', 'payment-engine: CARDHOLDER', 'token-vault: CARDHOLDER',
    'transaction: CARDHOLDER', 'user-management: PERSONAL',
  ]);
  expect(classes(EnforcementStage.STRICT)).toEqual([]);
});

test('nobody collects card numbers, and no edge lets more through than the core can take', () => {
  const filters = objectsOf().filter(({ kind }) => kind === 'EnvoyFilter').map(({ metadata }) => `${metadata.namespace}/${metadata.name}`).sort();
  expect(filters).toEqual(['accounts/token-vault-rate-limit', 'istio-system/dmz-partner-gateway-rate-limit']);
});

test('Falco watches what is declared, and what is added', () => {
  let company: PaymentPro;
  const objects = objectsOf({ falcoOutput: FalcoOutput.RULESFILE }, (made) => {
    company = made;
    new MeshService(made.payments.namespace, 'invoices', { ports: [ServicePort.http(8080)], workload: image('invoices') });
  });
  const { rulesFile } = company!.runtimeRules;
  for (const name of ['token-vault', 'ledger', 'fraud-policy', 'logging', 'invoices']) expect(rulesFile).toContain(name);
  expect(named(objects, 'Rulesfile', 'paymentpro-runtime')).toBeDefined();
  expect(objectsOf().some(({ kind }) => kind === 'Rulesfile')).toBe(false);
});

test('whoever decides is known to the mesh’s configuration, and so are the proxies before the gateway', () => {
  const chart = new Chart(Testing.app(), 'company');
  new PaymentPro(chart, 'paymentpro', GUARDED);
  const config = MeshConfig.of(chart);
  expect(config.extensionProviders).toEqual(['cdk8s-istio-audit', 'fraud-decisions', 'partner-requests']);
  expect(config.toText(MeshConfigFormat.HELM_VALUES)).toContain('numTrustedProxies: 1');
});

test('the policies that are shipped are those that are tested: npx tsx scripts/policies.ts', () => {
  expect(readFileSync(TARGET, 'utf8')).toBe(policiesModule());
});

describe('what is refused', () => {
  const refused = (props: PaymentProProps, more?: (company: PaymentPro) => void) => () => objectsOf(props, more);

  test.each([
    [
      'an API without a firewall', { firewallImage: undefined },
      '[MSH535] company/paymentpro/dmz/edge: open-source Kong has no web application firewall, and nothing says what is there instead; fix: give `firewallImage`, the image of Coraza’s module with its digest, or say in `noFirewallReason` why none is needed',
    ],
    ['a blank reason', { noFirewallReason: ' ' }, '[MSH053] company/paymentpro/dmz/edge: an API without a firewall needs a reason; got " "; allowed: one line of text; fix: say in `reason` why this is acceptable; it is written on the object'],
    ['a firewall that may change', { firewallImage: 'registry.example.com/coraza:1' }, /^\[MSH445\] company\/paymentpro\/dmz\/edge\/firewall: /],
    ['an unknown plan', { partners: [{ name: 'acme', plan: 'GOLD' as any }] }, '[MSH010] company/paymentpro/dmz/edge: unknown plan; got "GOLD"; allowed: STARTER, BUSINESS, VOLUME'],
    ['a partner twice', { partners: [{ name: 'acme' }, { name: 'acme' }] }, /^\[MSH051\] /],
    ['keys of an identity provider, read by open-source Kong', { tokenIssuer: 'https://id.example.com' }, /^\[MSH430\] company\/paymentpro\/dmz\/edge\/kong: plugin openid-connect is of Kong Enterprise; got "OSS_3_9"/],
  ])('%s', (_, props, says) => {
    expect(refused(props)).toThrow(says);
  });

  test('another gateway in the same pods, past Kong: whoever comes by it could write the address of another', () => {
    expect(refused({}, ({ dmz, payments }) => {
      const open = new MeshGateway(dmz, 'open', { hosts: ['open.example.com'], tls: GatewayTls.simple('open-tls') });
      open.route(payments.reconciliation, { path: PathMatch.subtree('/v1/runs') });
    })).toThrow('[MSH405] company/paymentpro/dmz/edge/kong: the gateway would believe what kong says of a client’s address, and so what anybody says who reaches the same pods by these hosts; got ["open.example.com"]');
  });
});
