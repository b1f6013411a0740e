import { Chart, Duration, Testing } from 'cdk8s';
import {
  CanaryRelease, DataPlane, HttpMethod, JwtRule, Mesh, MeshService, MutualTlsMode, RouteMatch, HeaderMatch, ServicePort, ZeroTrustNamespace,
} from '../../../src';
import type { MeshServiceProps } from '../../../src';
import { image, Shop } from '../../testing/shop';

const ambient = () => new Shop({ dataPlane: DataPlane.AMBIENT });

describe('without a waypoint, what needs requests to be read is refused', () => {
  const settings: Partial<MeshServiceProps>[] = [
    { timeout: Duration.seconds(5) },
    { outlierDetection: { consecutive5xxErrors: 3 } },
    { versions: { v1: image('a'), v2: image('a', 'v2') }, defaultVersion: 'v1' },
  ];

  test.each(settings)('%o', (props) => {
    expect(() => ambient().service('a', props)).toThrow(/\[MSH075\] app\/shop\/a: .* ambient namespace without a waypoint/);
  });

  test('methods of a call, also from a namespace with sidecars', () => {
    const shop = ambient();
    const callee = shop.service('a');
    const sidecars = new ZeroTrustNamespace(shop.chart, 'web');
    const caller = new MeshService(sidecars, 'b', { ports: [ServicePort.http(8080)], workload: image('b') });
    expect(() => caller.calls(callee, { methods: [HttpMethod.GET] })).toThrow('[MSH075]');
  });

  test('routes and tokens', () => {
    const service = ambient().service('a');
    const rule = JwtRule.of({ issuer: 'https://a.example.com', jwksUri: 'https://a.example.com/keys', audiences: ['a'] });
    expect(() => service.route('r', { match: RouteMatch.of({ headers: [HeaderMatch.present('x')] }), version: 'v1' })).toThrow('[MSH075]');
    expect(() => service.requireJwt({ rules: [rule] })).toThrow('[MSH075]');
  });

  test('an exception that its proxy ignores', () => {
    expect(() => ambient().service('a').mutualTlsException({ mode: MutualTlsMode.DISABLE, reason: 'old' })).toThrow('[MSH074]');
  });
});

test('no Sidecar, and no policy about requests', () => {
  const shop = ambient();
  const [a, b] = ['a', 'b'].map((name) => shop.service(name));
  a.calls(b);
  const objects = shop.synth();
  expect(objects.filter((object) => object.kind === 'Sidecar')).toEqual([]);
  const [callers] = objects.filter((object) => object.metadata.name === 'b-callers');
  expect(callers.spec.rules).toEqual([{
    from: [{ source: { principals: ['cluster.local/ns/shop/sa/a'] } }], to: [{ operation: { ports: ['8080'] } }],
  }]);
});

test('the mesh says it for every namespace, when it is declared before them', () => {
  const app = Testing.app();
  const chart = new Chart(app, 'app');
  new Mesh(chart, 'mesh', { dataPlane: DataPlane.AMBIENT });
  new ZeroTrustNamespace(chart, 'shop');
  const [namespace] = Testing.synth(chart).filter((object) => object.kind === 'Namespace');
  expect(namespace.metadata.labels['istio.io/dataplane-mode']).toBe('ambient');
  expect(namespace.metadata.labels['istio-injection']).toBeUndefined();
});

test('the mesh is refused when namespaces have decided already', () => {
  const shop = new Shop();
  expect(() => new Mesh(shop.chart, 'mesh', { dataPlane: DataPlane.AMBIENT })).toThrow(/\[MSH052\] app\/mesh: .*declare the Mesh before them/);
});

test('a release has nothing to move', () => {
  const shop = ambient();
  const service = shop.service('a');
  expect(() => new CanaryRelease(shop.namespace, 'c', { service, stable: 'v1', candidate: 'v2', steps: [50] })).toThrow('[MSH059]');
});
