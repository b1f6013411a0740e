import { type App, Chart } from 'cdk8s';
import { Ecommerce } from '../../../src';
import type { Given } from '../keys';

export function build(app: App, { jwks }: Given): void {
  new Ecommerce(new Chart(app, 'ecommerce'), 'ecommerce', { jwks });
}
