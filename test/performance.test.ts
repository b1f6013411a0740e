import { ApiObject, App, Chart, Lazy, Testing } from 'cdk8s';
import { type IConstruct, Node } from 'constructs';
import {
  Ecommerce, HttpMethod, MeshService, PathMatch, ServicePort, Workload, ZeroTrustNamespace,
} from '../src';
import * as names from '../src/constructs/object-names';
import * as model from '../src/model/collect';

// Times differ from machine to machine; these numbers do not, and each of them once made a synthesis slow (docs/performance.md).

/** Three charts of the user's: the e-commerce system, and two namespaces whose services call each other. */
function anApp(): App {
  const app = Testing.app();
  new Ecommerce(new Chart(app, 'ecommerce'), 'ecommerce');
  const [web, api] = ['web', 'api'].map((name) => {
    const namespace = new ZeroTrustNamespace(new Chart(app, name), name);
    return new MeshService(namespace, name, { ports: [ServicePort.http(8080)], workload: image(name) });
  });
  web.calls(api, { methods: [HttpMethod.GET], paths: [PathMatch.prefix('/api')] });
  return app;
}

function image(name: string): Workload {
  return Workload.deployment({ image: `registry.example.com/${name}:1.0.0` });
}

/** How often each of the objects was `this`. */
function counts(contexts: readonly unknown[]): Map<unknown, number> {
  const found = new Map<unknown, number>();
  for (const context of contexts) found.set(context, (found.get(context) ?? 0) + 1);
  return found;
}

function objectsOf(root: IConstruct): ApiObject[] {
  return root.node.findAll().filter((construct) => ApiObject.isApiObject(construct));
}

afterEach(() => jest.restoreAllMocks());

test('the library declares no dependencies, of which synthesis would be exponential', () => {
  const app = anApp();
  app.synth();
  expect(app.node.findAll().filter((construct) => construct.node.dependencies.length > 0)).toEqual([]);
});

test('the library makes no charts: many cost quadratic time, nested ones cubic', () => {
  expect(anApp().node.findAll().filter((construct) => Chart.isChart(construct)).map(({ node }) => node.id)).toEqual(['ecommerce', 'web', 'api']);
});

test('the whole is collected and checked once for each state of the declarations, however many charts there are', () => {
  const [collected, compared, validations] = [jest.spyOn(model, 'collect'), jest.spyOn(names, 'nameProblems'), jest.spyOn(Node.prototype, 'addValidation')];
  const app = anApp();
  expect(validations).toHaveBeenCalledTimes(1);
  expect(collected).not.toHaveBeenCalled();
  app.synth();
  app.synth();
  expect(collected).toHaveBeenCalledTimes(1);
  expect(compared).toHaveBeenCalledTimes(1);
  new ZeroTrustNamespace(app.charts[0], 'more');
  app.synth();
  expect(collected).toHaveBeenCalledTimes(2);
});

test('each object is rendered once in a synthesis', () => {
  const app = anApp();
  const [written, rendered] = [jest.spyOn(ApiObject.prototype, 'toJson'), jest.spyOn(Lazy.prototype, 'produce')];
  for (let synthesis = 1; synthesis <= 2; synthesis++) {
    app.synth();
    expect(new Set(written.mock.contexts)).toEqual(new Set(objectsOf(app)));
    expect(new Set(counts(written.mock.contexts).values())).toEqual(new Set([synthesis]));
    expect(new Set(counts(rendered.mock.contexts).values())).toEqual(new Set([synthesis]));
  }
});

test('a service with one version and a caller is ten constructs', () => {
  const app = anApp();
  const api = app.charts.flatMap((chart) => chart.node.findAll()).find((construct) => construct.node.path === 'api/api/api')!;
  expect(api.node.findAll()).toHaveLength(10);
  expect(objectsOf(api).map(({ kind }) => kind).sort()).toEqual([
    'AuthorizationPolicy', 'Deployment', 'DestinationRule', 'NetworkPolicy', 'PodDisruptionBudget', 'Service', 'ServiceAccount', 'Sidecar', 'VirtualService',
  ]);
});

test('the generated types are not loaded', () => {
  const loaded = Object.keys(require.cache).map((file) => file.replaceAll('\\', '/'));
  expect(loaded).toContainEqual(expect.stringMatching(/\/src\/index\.ts$/));
  expect(loaded.filter((file) => /\/(imports|schemas)\//.test(file.replace(/.*\/node_modules\//, '')))).toEqual([]);
});
