import { createRequire } from 'node:module';
import { App, Chart } from 'cdk8s';
import { asked, measured } from './measured';

/** The payment company, declared and synthesized with the compiled library. */
const { library, out } = asked<{ library: string; out: string }>();
const { PaymentPro } = createRequire(__filename)(library) as typeof import('../../src');

measured(() => {
  const app = new App({ outdir: out });
  new PaymentPro(new Chart(app, 'paymentpro'), 'paymentpro', {
    partners: [{ name: 'acme' }],
    firewallImage: `registry.example.com/coraza-proxy-wasm@sha256:${'0'.repeat(64)}`,
  });
  app.synth();
});
