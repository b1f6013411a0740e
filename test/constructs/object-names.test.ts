import { ApiObject, App, Chart, YamlOutputType } from 'cdk8s';
import { MeshNamespace, ZeroTrustNamespace } from '../../src';
import { Shop } from '../testing/shop';

function serviceOf(shop: Shop, name: string, namespace?: string): ApiObject {
  const metadata = namespace === undefined ? { name } : { name, namespace };
  return new ApiObject(shop.chart, `their-${name}`, { apiVersion: 'v1', kind: 'Service', metadata });
}

describe('an object of somebody else', () => {
  test('cannot have the kind, namespace and name of one of ours', () => {
    const shop = new Shop();
    serviceOf(shop, 'a', 'shop');
    shop.service('a');
    expect(() => shop.app.synthYaml()).toThrow("[MSH051] app/their-a: Service shop/a is already made by 'app/shop/a/Resource'; fix: give one of the two another name");
  });

  test('may have the name in another namespace, or of another kind', () => {
    const shop = new Shop();
    serviceOf(shop, 'a', 'other');
    new ApiObject(shop.chart, 'map', { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a', namespace: 'shop' } });
    shop.service('a');
    expect(() => shop.app.synthYaml()).not.toThrow();
  });

  test('is their business where none of ours has its name', () => {
    const shop = new Shop();
    for (const id of ['x', 'y']) new ApiObject(shop.chart, id, { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'a' } });
    expect(() => shop.app.synthYaml()).not.toThrow();
  });

  test('is found when it is declared after the first synth', () => {
    const shop = new Shop();
    shop.service('a');
    shop.app.synthYaml();
    serviceOf(shop, 'b', 'shop');
    shop.service('b');
    expect(() => shop.app.synthYaml()).toThrow('[MSH051]');
  });
});

test.each([
  [YamlOutputType.FILE_PER_RESOURCE, ['a', 'b']],
  [YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE, ['a', 'a']],
])('two namespaces whose objects would be one file are refused (%s)', (yamlOutputType, charts) => {
  const app = new App({ yamlOutputType, outdir: '/nowhere' });
  charts.forEach((id, index) => new ZeroTrustNamespace(app.node.tryFindChild(id) as Chart ?? new Chart(app, id), `n${index}`));
  expect(() => app.synthYaml()).toThrow(/\[MSH113\] objects.*got \["[^"]*AuthorizationPolicy.deny-all"/);
});

test.each([
  [YamlOutputType.FILE_PER_APP, ['a', 'a']],
  [YamlOutputType.FILE_PER_CHART, ['a', 'a']],
  [YamlOutputType.FOLDER_PER_CHART_FILE_PER_RESOURCE, ['a', 'b']],
])('others are not (%s)', (yamlOutputType, charts) => {
  const app = new App({ yamlOutputType, outdir: '/nowhere' });
  charts.forEach((id, index) => new MeshNamespace(app.node.tryFindChild(id) as Chart ?? new Chart(app, id), `n${index}`));
  expect(() => app.synthYaml()).not.toThrow();
});
