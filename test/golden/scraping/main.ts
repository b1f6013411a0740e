import { App, Chart } from 'cdk8s';
import { ZeroTrustNamespace } from '../../../src';

/** Scrapers reach the proxies' metrics, and nothing else. */
export function build(app: App): void {
  const shop = new ZeroTrustNamespace(new Chart(app, 'shop'), 'shop');
  shop.allowScraping({ namespaceName: 'monitoring', podLabels: { app: 'prometheus' }, reason: 'Prometheus reads the proxies’ metrics' });
  shop.allowScraping({ namespaceName: 'tracing', reason: 'the collector reads them too' });
}
