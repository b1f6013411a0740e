import { type App, Chart } from 'cdk8s';
import { PaymentPro } from '../../../src';

/** One pod of each, so that all of them run at once. */
export function build(app: App): void {
  new PaymentPro(new Chart(app, 'paymentpro'), 'paymentpro', { replicas: 1 });
}
