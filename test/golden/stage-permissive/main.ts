import { App } from 'cdk8s';
import { EnforcementStage } from '../../../src';
import { onTheWay } from '../cast/on-the-way';

/** Proxies know what was declared; everything else works as before. */
export function build(app: App): void {
  onTheWay(app, EnforcementStage.PERMISSIVE);
}
