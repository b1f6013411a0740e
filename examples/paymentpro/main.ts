import { App, Chart } from 'cdk8s';
import { PaymentPro, PaymentProPlan } from '../../src';

export function build(app: App): void {
  new PaymentPro(new Chart(app, 'paymentpro'), 'paymentpro', {
    partners: [{ name: 'acme', plan: PaymentProPlan.VOLUME }, { name: 'globex', plan: PaymentProPlan.BUSINESS }, { name: 'initech' }],
    firewallImage: 'registry.example.com/paymentpro/coraza-proxy-wasm@sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef',
  });
}
