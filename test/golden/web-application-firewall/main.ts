import { type App, Chart } from 'cdk8s';
import { Mesh, WebApplicationFirewall } from '../../../src';

/** Coraza before everything else in the gateway's pods, wherever they run. */
export function build(app: App): void {
  const chart = new Chart(app, 'app');
  new Mesh(chart, 'mesh', { ingressGateway: { namespace: 'ingress', labels: { istio: 'ingress' } } });
  new WebApplicationFirewall(chart, 'waf', {
    image: `registry.example.com/coraza-proxy-wasm@sha256:${'0123456789abcdef'.repeat(4)}`,
    imagePullSecret: 'registry',
    paranoiaLevel: 2,
    directives: ['SecRuleRemoveById 942100'],
  });
}
