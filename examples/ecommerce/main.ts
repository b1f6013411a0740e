import { App, Chart } from 'cdk8s';
import { Ecommerce } from '../../src';

/** The weekly release of user-service: this number moves it on, from 0 (everybody gets v1) to 5 (everybody gets v2). */
const WEEK = 1;

export function build(app: App): void {
  new Ecommerce(new Chart(app, 'ecommerce'), 'ecommerce', { canaryStep: WEEK });
}
