import { type App, Chart } from 'cdk8s';
import { PaymentPro } from '../../../src';

/** One pod of each, so that all of them run at once. No registry of modules is there. */
export function build(app: App): void {
  new PaymentPro(new Chart(app, 'paymentpro'), 'paymentpro', { replicas: 1, partners: [{ name: 'acme' }], noFirewallReason: 'the test has no module of Coraza' });
}
