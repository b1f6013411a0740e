import { knowsGateway, knowsHost, knowsNamespace } from '../../src/manifests/outside';
import { manifestsOf } from '../analysis/rule-test';

const objects = `
{ apiVersion: v1, kind: Namespace, metadata: { name: empty } }
---
{ apiVersion: v1, kind: Service, metadata: { name: cart, namespace: shop }, spec: { ports: [{ port: 80 }] } }
---
{ apiVersion: apps/v1, kind: Deployment, metadata: { name: job, namespace: batch }, spec: { template: { spec: {} } } }
---
{ apiVersion: v1, kind: Service, metadata: { name: edge, namespace: istio-system }, spec: { ports: [{ port: 80 }] } }
---
{ apiVersion: networking.istio.io/v1, kind: ServiceEntry, metadata: { name: pay, namespace: out }, spec: { hosts: ["*.example.com"] } }
---
{ apiVersion: networking.istio.io/v1, kind: Gateway, metadata: { name: edge, namespace: out }, spec: {} }
`;
const open = manifestsOf({ objects, surroundings: { hosts: ['*.other.svc.cluster.local'], gateways: ['edges/public'] } });
const closed = manifestsOf({ objects, surroundings: { complete: true } });

describe('what lies outside', () => {
  test.each([['empty', true], ['shop', true], ['batch', true], ['istio-system', false], ['out', false]])('namespace %s: %s', (namespace, known) => {
    expect(knowsNamespace(open, namespace)).toBe(known);
    expect(knowsNamespace(closed, namespace)).toBe(true);
  });

  test.each([
    ['cart.shop.svc.cluster.local', true, true],
    ['crat.shop.svc.cluster.local', false, false],
    ['cart.elsewhere.svc.cluster.local', undefined, false],
    ['any.other.svc.cluster.local', true, false],
    ['api.example.com', true, true],
    ['api.example.org', undefined, false],
  ])('host %s: %s, or %s if nothing lies outside', (host, known, knownIfClosed) => {
    expect(knowsHost(open, host)).toBe(known);
    expect(knowsHost(closed, host)).toBe(knownIfClosed);
  });

  test.each([['out', 'edge', true], ['edges', 'public', true], ['shop', 'edge', false], ['edges', 'private', undefined]])('gateway %s/%s: %s', (namespace, name, known) => {
    expect(knowsGateway(open, namespace, name)).toBe(known);
  });
});
