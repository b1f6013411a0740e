import { ApiObject, App, type AppProps, Chart, JsonPatch, Lazy, Testing } from 'cdk8s';
import { FindingSeverity, Mesh, MeshAnalysis, MeshService, ServicePort, Workload, ZeroTrustNamespace } from '../../../src';
import * as runner from '../../../src/analysis/run-rules';
import * as shapes from '../../../src/manifests/shapes/shape-check';

const ROUTE = 'apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: { name: orders, namespace: shop }\nspec: { hosts: [orders.shop.svc.cluster.local], http: [{ timeout: soon }] }\n';
const DENY = { apiVersion: 'security.istio.io/v1', kind: 'AuthorizationPolicy', spec: { action: 'DENY', rules: [{ to: [{ operation: { methods: ['GET'] } }] }] } };
const BROKEN = { apiVersion: 'security.istio.io/v1', kind: 'AuthorizationPolicy', spec: { action: 'DENY' } };

function aChart(): Chart {
  return new Chart(Testing.app(), 'chart');
}

function deny(chart: Chart, object: object = DENY): ApiObject {
  return new ApiObject(chart, 'deny', { ...object, metadata: { name: 'deny', namespace: 'shop' } } as any);
}

const codes = (analysis: MeshAnalysis) => analysis.findings.map(({ code }) => code);

describe('MeshAnalysis', () => {
  test('of YAML says the field, the line and what to do', () => {
    const [finding, ...others] = MeshAnalysis.ofYaml(`# orders\n\n${ROUTE}`).findings;
    expect(others).toEqual([]);
    expect(finding).toEqual({
      code: 'MSH160',
      rule: 'wrong-shape',
      severity: FindingSeverity.ERROR,
      message: '"soon" is no duration from 1 ms up',
      fix: expect.stringContaining('Correct'),
      apiVersion: 'networking.istio.io/v1',
      kind: 'VirtualService',
      namespace: 'shop',
      name: 'orders',
      field: 'spec.http[0].timeout',
      upstream: ['IST0106'],
      line: 3,
    });
  });

  test('of an app and of one of its charts says the construct', () => {
    const app = Testing.app();
    const [chart, other] = [new Chart(app, 'chart'), new Chart(app, 'other')];
    deny(chart, BROKEN);
    deny(other, BROKEN);
    expect(MeshAnalysis.ofApp(app).findings.filter(({ code }) => code === 'MSH161').map(({ constructPath }) => constructPath)).toEqual(['chart/deny', 'other/deny']);
    expect(MeshAnalysis.ofChart(other).errors.map(({ constructPath }) => constructPath)).toEqual(['other/deny']);
  });

  test('of objects reads what others made, whatever it is', () => {
    const around: any = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } };
    around.data = { around };
    expect(codes(MeshAnalysis.ofObjects([{ ...BROKEN, metadata: { name: 'deny' } }, null, 5, [], around, { kind: 'List' }]))).toEqual(['MSH151', 'MSH151', 'MSH151', 'MSH161']);
  });

  test('asks what the mesh says of itself, and what lies outside', () => {
    const text = 'apiVersion: networking.istio.io/v1\nkind: VirtualService\nmetadata: { name: a, namespace: shop }\nspec: { hosts: [a.example.com], http: [{ route: [{ destination: { host: b.example.com } }] }] }\n';
    const unknown = (analysis: MeshAnalysis) => analysis.errors.filter(({ message }) => message.includes('b.example.com')).length;
    expect(unknown(MeshAnalysis.ofYaml(text))).toBe(0);
    expect(unknown(MeshAnalysis.ofYaml(text, { complete: true }))).toBe(1);
    expect(unknown(MeshAnalysis.ofYaml(text, { complete: true, hosts: ['*.example.com'] }))).toBe(0);
    expect(() => MeshAnalysis.ofYaml(text, { hosts: 'a' } as any)).toThrow('hosts must be a list, not "a"');
    expect(() => MeshAnalysis.ofYaml(text, { host: [] } as any)).toThrow('host is no part of the context');
  });

  test('is written for people', () => {
    expect(MeshAnalysis.ofYaml(ROUTE).toText()).toBe([
      'error MSH160 wrong-shape: VirtualService shop/orders (input:1)',
      '  spec.http[0].timeout: "soon" is no duration from 1 ms up',
      '  fix: Correct the field; the object is left out of everything else that is looked at.',
      '',
      '1 error in 1 object',
      '',
    ].join('\n'));
  });
});

describe('MeshAnalysis.acknowledge', () => {
  test('keeps a finding apart, with the reason, on the object itself', () => {
    const chart = aChart();
    const object = deny(chart);
    MeshAnalysis.acknowledge(object, 'MSH162', { reason: 'every port speaks HTTP', until: '2027-01-31' });
    const analysis = MeshAnalysis.ofChart(chart);
    expect(codes(analysis)).not.toContain('MSH162');
    expect(analysis.acknowledged).toEqual([{ finding: expect.objectContaining({ code: 'MSH162', constructPath: 'chart/deny' }), reason: 'every port speaks HTTP', until: '2027-01-31' }]);
    expect(object.toJson().metadata.annotations).toEqual({ 'cdk8s-istio/acknowledge-MSH162': 'every port speaks HTTP (until 2027-01-31)' });
    expect(codes(MeshAnalysis.ofChart(chart, { today: '2027-02-01' }))).toEqual(expect.arrayContaining(['MSH156', 'MSH162']));
  });

  test('of what is not found is a finding', () => {
    const chart = aChart();
    MeshAnalysis.acknowledge(deny(chart), 'MSH161', { reason: 'why not' });
    expect(codes(MeshAnalysis.ofChart(chart))).toEqual(expect.arrayContaining(['MSH155', 'MSH162']));
  });

  test('is refused without a reason, a code, a day or one object', () => {
    const chart = aChart();
    const object = deny(chart);
    const shop = new ZeroTrustNamespace(chart, 'shop');
    const because = { reason: 'because' };
    expect(() => MeshAnalysis.acknowledge(object, 'MSH162', { reason: ' ' })).toThrow('[MSH053] chart/deny: acknowledging MSH162 needs a reason');
    expect(() => MeshAnalysis.acknowledge(object, 'all', because)).toThrow('[MSH082] chart/deny: this is no code of a finding; got "all"');
    expect(() => MeshAnalysis.acknowledge(object, 'MSH162', { ...because, until: '2027-02-30' })).toThrow('[MSH082] chart/deny: this is no day');
    expect(() => MeshAnalysis.acknowledge(object, 'MSH162', { ...because, kind: 'Service' })).toThrow('the construct makes no such object; got "Service"');
    expect(() => MeshAnalysis.acknowledge(shop, 'MSH162', because)).toThrow('the construct makes several');
    MeshAnalysis.acknowledge(shop, 'MSH162', { ...because, kind: 'Namespace' });
  });
});

describe('with a Mesh, the synthesis', () => {
  function anApp(object: object): App {
    const app = Testing.app();
    const chart = new Chart(app, 'chart');
    new Mesh(chart, 'mesh');
    deny(chart, object);
    new Chart(app, 'other');
    new Chart(app, 'third');
    return app;
  }

  afterEach(() => jest.restoreAllMocks());

  test('stops at errors, says them all together, and writes nothing', () => {
    const app = anApp(BROKEN);
    new ApiObject(app.charts[1], 'second', { ...BROKEN, metadata: { name: 'second', namespace: 'shop' } } as any);
    expect(() => app.synth()).toThrow(/\[MSH161\] chart\/deny: AuthorizationPolicy shop\/deny spec[^]*; fix: .*\n.*\[MSH161\] other\/second: /);
    expect(() => app.synthYaml()).toThrow('[MSH161] chart/deny');
    expect(() => Testing.synth(app.charts[1])).toThrow('[MSH161] chart/deny');
  });

  test('goes on with warnings, and without a Mesh with everything', () => {
    expect(anApp(DENY).synthYaml()).toContain('name: deny');
    const chart = aChart();
    deny(chart, BROKEN);
    expect(() => App.of(chart).synthYaml()).not.toThrow();
  });

  test('analyzes once, and renders every object once, however many charts there are', () => {
    const analyses = jest.spyOn(runner, 'runRules');
    const app = anApp(DENY);
    const produced = jest.fn(() => ({ action: 'DENY', rules: [{ to: [{ operation: { ports: ['80'] } }] }] }));
    new ApiObject(app.charts[0], 'lazy', { ...DENY, metadata: { name: 'lazy', namespace: 'shop' }, spec: Lazy.any({ produce: produced }) } as any);
    app.synth();
    expect(analyses).toHaveBeenCalledTimes(1);
    expect(produced).toHaveBeenCalledTimes(1);
  });

  test('sees what changed since the last one', () => {
    const app = anApp(DENY);
    app.synth();
    const second = new ApiObject(app.charts[1], 'second', { ...DENY, metadata: { name: 'second', namespace: 'shop' } } as any);
    expect(app.synthYaml()).toContain('name: second');
    second.metadata.addLabel('a', 'b');
    expect(app.synthYaml()).toContain('a: b');
    new ApiObject(app.charts[1], 'broken', { ...BROKEN, metadata: { name: 'broken', namespace: 'shop' } } as any);
    expect(() => app.synthYaml()).toThrow('[MSH161] other/broken');
    expect(() => app.synth()).toThrow('[MSH161] other/broken');
  });

  describe('asks what the library renders for its shape', () => {
    const anOwn = (props?: AppProps) => {
      const app = new App({ outdir: Testing.app().outdir, ...props });
      const chart = new Chart(app, 'chart');
      new Mesh(chart, 'mesh');
      const shop = new ZeroTrustNamespace(chart, 'shop');
      const orders = new MeshService(shop, 'orders', { ports: [ServicePort.http(80)], workload: Workload.deployment({ image: 'a:1' }) });
      return { app, route: orders.node.findChild('VirtualService') as ApiObject };
    };
    const judged = () => jest.spyOn(shapes, 'judgeShape');

    test('not where nobody changed it', () => {
      const [judge, { app }] = [judged(), anOwn()];
      app.synthYaml();
      expect(judge).not.toHaveBeenCalled();
    });

    test('where it was patched', () => {
      const { app, route } = anOwn();
      route.addJsonPatch(JsonPatch.add('/spec/hsots', ['orders']));
      expect(() => app.synthYaml()).toThrow('[MSH160] chart/shop/orders/VirtualService: VirtualService shop/orders spec.hsots: unknown field');
    });

    test('where its metadata was added to', () => {
      const { app, route } = anOwn();
      route.metadata.add('label', { a: 'b' });
      expect(() => app.synthYaml()).toThrow('[MSH160] chart/shop/orders/VirtualService: VirtualService shop/orders metadata.label: unknown field');
    });

    test('and whether what was added is a label', () => {
      const { app, route } = anOwn();
      route.metadata.addLabel('a', 'no label');
      route.metadata.addAnnotation('no key', '');
      expect(() => app.synthYaml()).toThrow(/metadata\.annotations\.no key: is no annotation key[^]*metadata\.labels\.a: no label is no label value/);
    });

    test('where the app resolves values in a way of its own', () => {
      const [judge, { app }] = [judged(), anOwn({ resolvers: [{ resolve: () => undefined }] })];
      app.synthYaml();
      expect(judge).toHaveBeenCalled();
    });
  });

  test('leaves errors of the declaration to those who find them', () => {
    const app = anApp(BROKEN);
    const shop = new ZeroTrustNamespace(app.charts[1], 'shop');
    const versions = { v1: Workload.deployment({ image: 'a:1' }), v2: Workload.deployment({ image: 'a:2' }) };
    new MeshService(shop, 'orders', { ports: [ServicePort.http(80)], versions });
    expect(() => app.synth()).toThrow(/MSH137/);
    expect(() => app.synth()).not.toThrow(/MSH161/);
  });
});
