import { App, Chart, Testing } from 'cdk8s';
import { MeshConfig, MeshConfigFormat, PaymentPro } from '../../src';
import type { KubeObject } from '../mesh/kube';

/** The services that a payment goes through, and what each is asked for. */
export const CHAIN = ['payment-engine', 'transaction', 'ledger'] as const;
export const NEXT = 'http://transaction.payments:8080/v1/transactions http://ledger.payments:8080/v1/entries';

/** Nobody else has anything to do here. */
const RUNNING = [...CHAIN, 'requests'].map((name) => `${name}-v1`);

export interface Company {
  readonly objects: KubeObject[];
  /** istiod's ConfigMap with what the company needs in it. */
  readonly configured: (current: KubeObject) => string;
}

/** PaymentPro as it is, two pods of each, of which only the chain and whoever describes requests run. */
export function company(): Company {
  const app = new App();
  const chart = new Chart(app, 'paymentpro');
  new PaymentPro(chart, 'paymentpro', { noFirewallReason: 'the test has no module of Coraza' });
  return {
    objects: [
      { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'kong' } },
      ...Testing.synth(chart).filter(({ kind, metadata }) => kind !== 'Deployment' || RUNNING.includes(metadata.name)),
    ],
    configured: (current) => MeshConfig.of(app).toText(MeshConfigFormat.CONFIG_MAP, { current: JSON.stringify(current) }),
  };
}

/** The mistake that is to be found: what failed or was not heard of is tried again. */
export function tryingAgain(objects: readonly KubeObject[]): KubeObject[] {
  const retries = { attempts: 2, retryOn: '5xx,reset' };
  return changed(objects, 'VirtualService', ['transaction', 'ledger'], (spec) => ({
    ...spec, http: spec.http.map((route: KubeObject) => (route.route === undefined ? route : { ...route, retries })),
  }));
}

/** Callers that do not refuse requests without a key. */
export function lettingKeylessPass(objects: readonly KubeObject[]): KubeObject[] {
  return changed(objects, 'VirtualService', ['transaction'], (spec) => ({ ...spec, http: spec.http.filter((route: KubeObject) => route.directResponse === undefined) }));
}

/** A callee that does not refuse them either. */
export function requiringNothing(objects: readonly KubeObject[]): KubeObject[] {
  return changed(objects, 'AuthorizationPolicy', ['transaction-required-headers'], (spec) => ({
    ...spec, rules: spec.rules.map((rule: KubeObject) => ({ ...rule, when: [{ key: 'request.headers[x-nobody]', values: ['never'] }] })),
  }));
}

function changed(objects: readonly KubeObject[], kind: string, names: readonly string[], change: (spec: KubeObject) => KubeObject): KubeObject[] {
  const found = objects.filter((object) => object.kind === kind && names.includes(object.metadata.name) && object.metadata.namespace === 'payments');
  if (found.length !== names.length) throw new Error(`${found.length} of ${names.join(', ')} were found`);
  return found.map((object) => ({ ...object, spec: change(object.spec) }));
}
