import * as names from '../../src/render/names';

test('every object is named by its service or gateway and a role', () => {
  expect(names.serviceName('payment-service')).toBe('payment-service');
  expect(names.deploymentName('payment-service', 'v1')).toBe('payment-service-v1');
  expect(names.callersName('payment-service')).toBe('payment-service-callers');
  expect(names.tokenName('payment-service')).toBe('payment-service-token');
  expect(names.plaintextName('payment-service')).toBe('payment-service-plaintext');
  expect(names.namespaceGrantName('reports')).toBe('allow-from-reports');
  expect(names.gatewayTokenName('shop', 'edge')).toBe('shop-edge-token');
  expect(names.hostVirtualServiceName('edge', 'api.example.com')).toBe('edge-api-example-com');
  expect(names.hostVirtualServiceName('edge', '*.example.com')).toBe('edge-wildcard-example-com');
  expect(names.hostVirtualServiceName('edge', '*')).toBe('edge-wildcard');
});

test('a long name is cut to a valid one, and two long names stay two', () => {
  const long = (last: string) => names.hostVirtualServiceName('edge', `${'a-long-label.'.repeat(19)}${last}`);
  for (const name of [long('one'), long('two')]) expect(name).toMatch(/^(?=.{200,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?$/);
  expect(long('one')).not.toBe(long('two'));
  expect(long('one')).toBe(long('one'));
});
