import { Chart, Testing } from 'cdk8s';
import { EnforcementStage, HttpMethod, MeshService, PathMatch, PaymentPro, ServicePort } from '../../../src';
import type { PaymentProProps } from '../../../src';
import { image } from '../../testing/shop';
import { find, judge } from '../../testing/synth';

function objectsOf(props: PaymentProProps = {}, more: (company: PaymentPro) => void = () => undefined): any[] {
  const chart = new Chart(Testing.app(), 'company');
  more(new PaymentPro(chart, 'paymentpro', props));
  return Testing.synth(chart);
}

const deployments = (objects: any[]) => objects.filter(({ kind, metadata }) => kind === 'Deployment' && metadata.namespace !== 'dmz');

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
  const objects = objectsOf({}, ({ payments, gateway }) => {
    const invoices = new MeshService(payments.namespace, 'invoices', { ports: [ServicePort.http(8080)], workload: image('invoices') });
    invoices.calls(payments.ledger, { methods: [HttpMethod.GET], paths: [PathMatch.subtree('/v1/entries')] });
    gateway.route(invoices, { path: PathMatch.subtree('/v1/invoices') });
  });
  expect(find(objects, 'AuthorizationPolicy', 'invoices-callers').spec.rules).toHaveLength(1);
  expect(judge(objects)).toEqual([]);
});
