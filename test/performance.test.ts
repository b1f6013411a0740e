import { ApiObject, App, Chart, Testing } from 'cdk8s';
import { MeshService, ServicePort, Workload, ZeroTrustNamespace } from '../src';
import * as collecting from '../src/model/collect';

/** Counters, not times: a shared machine measures differently every time. */
const SERVICES = 30;
const CALLERS = 3;

function build(app: App, charts: number): MeshService[] {
  const services = Array.from({ length: charts }, (_chart, chart) => {
    const namespace = new ZeroTrustNamespace(new Chart(app, `chart-${chart}`), `namespace-${chart}`);
    return Array.from({ length: SERVICES / charts }, (_service, index) => new MeshService(namespace, `service-${index}`, {
      ports: [ServicePort.http(8080)], workload: Workload.deployment({ image: 'registry.example.com/app:1.0.0' }),
    }));
  }).flat();
  services.forEach((service, index) => {
    for (let next = 1; next <= CALLERS; next++) service.calls(services[(index + next) % SERVICES]);
  });
  return services;
}

test('no dependency between constructs, which costs exponentially', () => {
  const app = Testing.app();
  build(app, 3);
  app.synthYaml();
  expect(app.node.findAll().flatMap((construct) => construct.node.dependencies)).toEqual([]);
});

test('no chart besides the user\'s', () => {
  const app = Testing.app();
  build(app, 3);
  app.synthYaml();
  expect(app.charts).toHaveLength(3);
  expect(app.node.findAll().filter(Chart.isChart)).toHaveLength(3);
});

test('at most ten constructs for a service with callers', () => {
  const app = Testing.app();
  const [service] = build(app, 1);
  expect(service.node.findAll().length).toBeLessThanOrEqual(10);
});

test('the model is worked out once for a synthesis, however many charts ask for it', () => {
  const collect = jest.spyOn(collecting, 'collect');
  for (const charts of [1, 3, 10]) {
    const app = Testing.app();
    build(app, charts);
    collect.mockClear();
    app.synth();
    expect(collect).toHaveBeenCalledTimes(1);
  }
  collect.mockRestore();
});

test('every object is rendered once for a synthesis', () => {
  const toJson = jest.spyOn(ApiObject.prototype, 'toJson');
  const app = Testing.app();
  build(app, 3);
  toJson.mockClear();
  app.synth();
  expect(toJson).toHaveBeenCalledTimes(app.node.findAll().filter(ApiObject.isApiObject).length);
  toJson.mockRestore();
});
