import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'yaml';
import {
  ExtAuthzProvider, ExternalAuthorization, MeshConfig, MeshConfigFormat, MeshNamespace, OpenPolicyAgent, type OpenPolicyAgentProps, RegoPolicy,
} from '../../../src';
import { HOSTILE_TEXTS } from '../../testing/hostile-texts';
import { Shop } from '../../testing/shop';
import { find, judge } from '../../testing/synth';

const RIGHT = 'package fraud\n\ndefault allow := false\n\nallow if input.parsed_path == ["open"]\n';
const policy = (text = RIGHT, fileName = 'fraud.rego') => RegoPolicy.text(fileName, text);
const agent = (shop: Shop, props: Partial<OpenPolicyAgentProps> = {}) =>
  new OpenPolicyAgent(shop.namespace, 'opa', { image: 'registry.example.com/opa:1.22.0-envoy', policies: [policy()], ...props });
const podOf = (shop: Shop) => find(shop.synth(), 'Deployment', 'opa-v1').spec.template;

describe('what it emits', () => {
  test('its policies, and which rule decides', () => {
    const shop = new Shop();
    agent(shop, { policies: [policy(), policy('package lists\n\nblocked := {"XA"}', 'lists.rego')], decision: 'fraud/allow' });
    const { data } = find(shop.synth(), 'ConfigMap', 'opa-policies');
    expect(Object.keys(data).sort()).toEqual(['config.yaml', 'fraud.rego', 'lists.rego']);
    expect(data['fraud.rego']).toBe(RIGHT);
    expect(parse(data['config.yaml'])).toEqual({ plugins: { envoy_ext_authz_grpc: { addr: ':9191', path: 'fraud/allow' } } });
    expect(podOf(shop).spec.containers[0].args.slice(-2)).toEqual(['/policies/fraud.rego', '/policies/lists.rego']);
  });

  test('a policy whose lines are indented, as texts of other languages are', () => {
    const shop = new Shop();
    agent(shop, { policies: [policy('  package fraud\n  default allow := false\n')] });
    expect(find(shop.synth(), 'ConfigMap', 'opa-policies').data['fraud.rego']).toBe('  package fraud\n  default allow := false\n');
  });

  test('pods that are two at least, are not root, and whose own API is for nobody', () => {
    const shop = new Shop();
    agent(shop);
    const { replicas, template } = find(shop.synth(), 'Deployment', 'opa-v1').spec;
    const [container] = template.spec.containers;
    expect(replicas).toBe(2);
    expect(template.spec.securityContext.runAsNonRoot).toBe(true);
    expect(container.args).toContain('--addr=localhost:8181');
    expect(container.readinessProbe.httpGet).toEqual({ path: '/health?plugins', port: 8282 });
    expect(container.volumeMounts).toEqual([{ name: 'opa-policies', mountPath: '/policies', readOnly: true }]);
    expect(template.spec.volumes).toEqual([{ name: 'opa-policies', configMap: { name: 'opa-policies' } }]);
    expect(find(shop.synth(), 'PodDisruptionBudget', 'opa').spec.maxUnavailable).toBe(1);
    expect(judge(shop.synth())).toEqual([]);
  });

  test('pods are replaced when a policy changes, and only then', () => {
    const hash = (text: string) => {
      const shop = new Shop();
      agent(shop, { policies: [policy(text)] });
      return podOf(shop).metadata.annotations['cdk8s-istio/policies'];
    };
    expect(hash(RIGHT)).toBe(hash(RIGHT));
    expect(hash(`${RIGHT}# more\n`)).not.toBe(hash(RIGHT));
  });

  test('a provider by gRPC', () => {
    const shop = new Shop();
    new ExternalAuthorization(shop.chart, 'fraud', { provider: ExtAuthzProvider.opa(agent(shop), { body: { maxRequestBytes: 8192, allowPartialMessage: true } }) });
    expect(parse(MeshConfig.of(shop.app).toText(MeshConfigFormat.HELM_VALUES)).meshConfig.extensionProviders[0].envoyExtAuthzGrpc).toEqual({
      service: 'shop/opa.shop.svc.cluster.local',
      port: 9191,
      timeout: '1s',
      failOpen: false,
      statusOnError: '403',
      includeRequestBodyInCheck: { maxRequestBytes: 8192, allowPartialMessage: true },
    });
  });

  test('in a namespace without zero trust, too', () => {
    const shop = new Shop();
    new OpenPolicyAgent(new MeshNamespace(shop.chart, 'old'), 'opa', { image: 'registry.example.com/opa:1.22.0-envoy', policies: [policy()] });
    expect(find(shop.synth(), 'ConfigMap', 'opa-policies').metadata.namespace).toBe('old');
  });
});

describe('refused:', () => {
  const wrong: [string, Partial<OpenPolicyAgentProps>, string][] = [
    ['no policies', { policies: [] }, '[MSH001] app/shop/opa: `policies` is empty; got []; fix: give at least one: RegoPolicy.file(…)'],
    ['two files of one name', { policies: [policy(), policy()] }, '[MSH015] app/shop/opa: a file is named twice; got "fraud.rego"; fix: give each policy a file name of its own'],
    ['a single pod', { replicas: 1 }, '[MSH011] app/shop/opa: replicas is out of range; got 1; allowed: whole numbers from 2 to 1000; fix: keep two: while none is there, everything that is protected is refused'],
    ['a bad image', { image: 'no image' }, '[MSH041] app/shop/opa: '],
    ['several packages, none named', { policies: [policy(), policy('package lists\nx := 1', 'lists.rego')] }, '[MSH467] app/shop/opa: there are several packages, and nothing says which rule decides; got ["fraud","lists"]; fix: set decision, such as \'fraud/allow\''],
    ['a package that is not there', { decision: 'shop/allow' }, '[MSH467] app/shop/opa: no policy makes this decision; got "shop/allow"; allowed: fraud/…; fix: name the package and the rule'],
    ['a decision with dots', { decision: 'fraud.allow' }, '[MSH467] app/shop/opa: no policy makes this decision; got "fraud.allow"; allowed: fraud/…'],
    ['a rule without a default', { decision: 'fraud/deny' }, '[MSH468] app/shop/opa: fraud/deny does not deny where no rule allows it; got []; fix: write in package fraud: default deny := false, or an object with "allowed": false'],
    ['allowed by default', { policies: [policy('package fraud\ndefault allow = true')] }, '[MSH468] app/shop/opa: fraud/allow does not deny where no rule allows it; got ["true"]'],
    ['an object that allows by default', { policies: [policy('package fraud\ndefault allow := {\n  "allowed": true\n}')] }, '[MSH468] app/shop/opa: '],
    ['a default in a comment', { policies: [policy('package fraud\n# default allow := false')] }, '[MSH468] app/shop/opa: '],
    ['more than a ConfigMap takes', { policies: [policy(`${RIGHT}# ${'x'.repeat(1_050_000)}`)] }, '[MSH469] app/shop/opa: the policies fit in no ConfigMap; got "1050'],
  ];
  test.each(wrong)('%s', (_, props, message) => {
    expect(() => agent(new Shop(), props)).toThrow(message);
  });

  const texts: [string, string, string][] = [
    ['nothing', ' \n', '[MSH466] fraud.rego has no policy; got " \\n"; fix: give the text of a policy'],
    ['no package', 'default allow := false', '[MSH466] fraud.rego must name one package; got []; fix: begin it with: package NAME'],
    ['two packages', 'package a\npackage b', '[MSH466] fraud.rego must name one package; got ["a","b"]'],
    ['a package in a raw string', 'x := `\npackage a\n`', '[MSH466] fraud.rego must name one package; got []'],
    ['a rule of before 1.0', 'package a\nallow {\n  input.x\n}', '[MSH466] fraud.rego has a rule without `if`, which OPA 1.x does not read; got "allow"; fix: write: allow if {'],
    ['one with a value', 'package a\nallow = true {\n  input.x\n}', '[MSH466] fraud.rego has a rule without `if`, which OPA 1.x does not read; got "allow = true"'],
    ['a set of before 1.0', 'package a\nviolation[msg] {\n  msg := "x"\n}', '[MSH466] fraud.rego has a rule without `if`, which OPA 1.x does not read; got "violation[msg]"'],
    ['the old syntax asked for', 'package a\nimport rego.v0', '[MSH466] fraud.rego asks for the syntax before OPA 1.0; got "import rego.v0"'],
    ['bytes', 'package a\n\u0000', '[MSH466] fraud.rego is no text; got "package a\\n\\u0000"; fix: save the file as UTF-8'],
  ];
  test.each(texts)('%s', (_, text, message) => {
    expect(() => policy(text)).toThrow(message);
  });

  test.each(['fraud', '../fraud.rego', '.rego', 'a b.rego', '-x.rego', ''])('the file name %j', (name) => {
    expect(() => policy(RIGHT, name)).toThrow('[MSH466] not the name of a policy file; got ');
  });

  test('a file that is not there, and one that is no text', () => {
    const folder = mkdtempSync(join(tmpdir(), 'rego-'));
    expect(() => RegoPolicy.file(join(folder, 'none.rego'))).toThrow('[MSH466] the file cannot be read: ENOENT');
    writeFileSync(join(folder, 'bytes.rego'), Buffer.from([0xff, 0xfe]));
    expect(() => RegoPolicy.file(join(folder, 'bytes.rego'))).toThrow('[MSH466] the file cannot be read: ');
  });
});

describe('taken:', () => {
  test.each([
    ['an object over lines', 'package a.b\ndefault allow := {\n  "http_status": 403,\n  "allowed": false,\n}\nallow := {"allowed": true} if input.x'],
    ['an assignment of an object', 'package a.b\nlimits := {\n  "EUR": 1\n}\ndefault allow := false'],
    ['a rule with else', 'package a.b\ndefault allow := false\nallow if {\n  input.x\n} else := false if {\n  input.y\n}'],
    ['imports and comments', '# package x\npackage a.b # here\n\nimport rego.v1\nimport data.lists\n\ndefault allow = false # closed'],
    ['a brace in a string', 'package a.b\ndefault allow := false\nx := "\nallow {"'.replace('"\n', '"a" # ')],
  ])('%s', (_, text) => {
    expect(agent(new Shop(), { policies: [policy(text)] }).service.serviceName).toBe('opa');
    expect(policy(text).packageName).toBe('a.b');
  });

  test.each(HOSTILE_TEXTS)('what a comment says stays in the ConfigMap: %j', (text) => {
    const shop = new Shop();
    const given = `${RIGHT}# ${text.replace(/[\n\r\u2028\u2029]/g, ' ')}\n`;
    // eslint-disable-next-line no-control-regex
    if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffd]/.test(given)) {
      expect(() => policy(given)).toThrow('[MSH466] fraud.rego is no text');
      return;
    }
    agent(shop, { policies: [policy(given)] });
    expect(find(shop.synth(), 'ConfigMap', 'opa-policies').data['fraud.rego']).toBe(given);
  });
});
