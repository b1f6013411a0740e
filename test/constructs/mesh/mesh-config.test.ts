import { ApiObject, Chart, Testing } from 'cdk8s';
import { parse } from 'yaml';
import { Mesh, MeshAnalysis, MeshConfig, MeshConfigFormat, MeshSimulator } from '../../../src';
import { bookOf } from '../../../src/constructs/book';
import { Shop } from '../../testing/shop';

const FRAGMENT = {
  defaultConfig: { gatewayTopology: { numTrustedProxies: 1 } },
  extensionProviders: [{ name: 'audit', envoyFileAccessLog: { path: '/dev/stdout' } }],
};

/** A shop that needs both of what can be needed. */
function shop(): Shop {
  const made = new Shop();
  const origin = { path: 'test', call: 'test' };
  bookOf(made.app).add('extensionProviders', { name: 'audit', does: { kind: 'fileAccessLog', path: '/dev/stdout', labels: undefined }, origin });
  bookOf(made.app).add('trustedProxies', { count: 1, origin });
  return made;
}

const written = (format: MeshConfigFormat, current?: string) => parse(MeshConfig.of(shop().app).toText(format, { current }));

test('an app that needs nothing has an empty text in every format', () => {
  const config = MeshConfig.of(new Shop().app);
  expect(config.isEmpty).toBe(true);
  expect(config.extensionProviders).toEqual([]);
  expect(Object.values(MeshConfigFormat).map((format) => config.toText(format))).toEqual(['', '', '', '']);
});

test('every way of installing Istio has its place for it', () => {
  expect(written(MeshConfigFormat.HELM_VALUES)).toEqual({ meshConfig: FRAGMENT });
  expect(written(MeshConfigFormat.ISTIO_OPERATOR)).toEqual({
    apiVersion: 'install.istio.io/v1alpha1', kind: 'IstioOperator', spec: { meshConfig: FRAGMENT },
  });
  expect(written(MeshConfigFormat.SAIL)).toEqual({
    apiVersion: 'sailoperator.io/v1', kind: 'Istio', metadata: { name: 'default' }, spec: { values: { meshConfig: FRAGMENT } },
  });
});

describe('what is there', () => {
  test('stays, in a file of values', () => {
    expect(written(MeshConfigFormat.HELM_VALUES, 'pilot: { env: { A: b } }\nmeshConfig: { trustDomain: prod }')).toEqual({
      pilot: { env: { A: 'b' } }, meshConfig: { trustDomain: 'prod', ...FRAGMENT },
    });
  });

  test('stays, in a file for istioctl', () => {
    expect(written(MeshConfigFormat.ISTIO_OPERATOR, 'apiVersion: install.istio.io/v1alpha1\nkind: IstioOperator\nspec: { profile: demo }')).toEqual({
      apiVersion: 'install.istio.io/v1alpha1', kind: 'IstioOperator', spec: { profile: 'demo', meshConfig: FRAGMENT },
    });
  });

  test('stays, in the operator\'s object: of that, only what changes is written', () => {
    const current = 'apiVersion: sailoperator.io/v1\nkind: Istio\nmetadata: { name: prod, uid: "1" }\nspec: { version: v1.31.1, values: { meshConfig: { trustDomain: prod } } }';
    expect(written(MeshConfigFormat.SAIL, current)).toEqual({
      apiVersion: 'sailoperator.io/v1', kind: 'Istio', metadata: { name: 'prod' }, spec: { values: { meshConfig: { trustDomain: 'prod', ...FRAGMENT } } },
    });
  });

  test('stays, in the text of the ConfigMap', () => {
    const map = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'istio-1-31', namespace: 'istio-system', resourceVersion: '7' }, data: { mesh: 'accessLogFile: /dev/stdout\n', meshNetworks: 'networks: {}' } };
    const patch = written(MeshConfigFormat.CONFIG_MAP, JSON.stringify(map));
    expect(patch).toEqual({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'istio-1-31', namespace: 'istio-system' }, data: { mesh: expect.any(String) } });
    expect(parse(patch.data.mesh)).toEqual({ accessLogFile: '/dev/stdout', ...FRAGMENT });
  });
});

describe('refused', () => {
  const refused = (format: MeshConfigFormat, current?: string) => () => MeshConfig.of(shop().app).toText(format, { current });

  test.each([
    [undefined, '[MSH460] CONFIG_MAP is one text, of which no part can be patched; fix: give what is there as `current`: kubectl get configmap istio -n istio-system -o yaml'],
    ['kind: Secret', '[MSH460] `current` is no ConfigMap with the key `mesh`; got "Secret"; fix: give the output of kubectl get configmap istio -n istio-system -o yaml'],
    ['{kind: ConfigMap, data: {mesh: "- a"}}', '[MSH460] the key `mesh` of `current` is no map of settings; got "- a"; fix: give one document of YAML'],
  ])('the ConfigMap %s', (current, message) => {
    expect(refused(MeshConfigFormat.CONFIG_MAP, current)).toThrow(message);
  });

  test.each([
    ['- a list', '[MSH460] current is no map of settings; got "- a list"; fix: give one document of YAML'],
    ['a: 1\n---\nb: 2', '[MSH460] current is several documents; got "a: 1\\n---\\nb: 2"; fix: give one document of YAML'],
    ['a: {', '[MSH460] current is no YAML: '],
    ['meshConfig: trustDomain', '[MSH460] `meshConfig` is no map of settings; got "trustDomain"; fix: mend what is there first'],
  ])('the values %j', (current, message) => {
    expect(refused(MeshConfigFormat.HELM_VALUES, current)).toThrow(message);
  });

  test('a format that does not exist', () => {
    expect(refused('JSON' as MeshConfigFormat)).toThrow('[MSH010] unknown format of the mesh configuration; got "JSON"; allowed: HELM_VALUES, ISTIO_OPERATOR, SAIL, CONFIG_MAP');
  });
});

describe('the app\'s own providers are known', () => {
  function withPolicy(provider: string): Shop {
    const made = shop();
    const chart = new Chart(made.app, 'more');
    new Mesh(chart, 'mesh', { outside: { complete: true } });
    new ApiObject(chart, 'policy', {
      apiVersion: 'security.istio.io/v1',
      kind: 'AuthorizationPolicy',
      metadata: { name: 'ask', namespace: 'shop' },
      spec: { action: 'CUSTOM', provider: { name: provider }, rules: [{}] },
    });
    return made;
  }
  const codes = (made: Shop, context = {}) => MeshAnalysis.ofApp(made.app, { complete: true, ...context }).findings.map(({ code }) => code);

  test('to the analysis, also when it is told of others', () => {
    expect(codes(withPolicy('audit'))).not.toContain('MSH291');
    expect(codes(withPolicy('audit'), { extensionProviders: ['else'] })).not.toContain('MSH291');
    expect(codes(withPolicy('nobody'))).toContain('MSH291');
  });

  test('to the simulator', () => {
    const ask = (provider: string) => {
      const made = withPolicy(provider);
      const [a, b] = ['a', 'b'].map((name) => made.service(name));
      a.calls(b);
      return MeshSimulator.fromApp(made.app).request({ caller: 'shop/a', to: 'b:8080' }).explain();
    };
    expect(ask('audit')).toContain('not simulated: the provider audit');
    expect(ask('nobody')).not.toContain('not simulated');
  });
});

test('the text is the same, whatever came first', () => {
  const texts = [['a', 'b'], ['b', 'a']].map((names) => {
    const app = Testing.app();
    for (const name of names) bookOf(app).add('extensionProviders', { name, does: { kind: 'fileAccessLog', path: `/${name}`, labels: { y: '%B%', x: '%A%' } }, origin: { path: '', call: '' } });
    return MeshConfig.of(app).toText(MeshConfigFormat.HELM_VALUES);
  });
  expect(texts[0]).toBe(texts[1]);
});
