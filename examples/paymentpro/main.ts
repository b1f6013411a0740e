import { App, Chart } from 'cdk8s';
import { PaymentPro } from '../../src';

export function build(app: App): void {
  new PaymentPro(new Chart(app, 'paymentpro'), 'paymentpro');
}
