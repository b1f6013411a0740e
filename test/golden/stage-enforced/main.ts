import { App } from 'cdk8s';
import { EnforcementStage } from '../../../src';
import { onTheWay } from '../cast/on-the-way';

/** Only what was declared works, for proxies and on the network. */
export function build(app: App): void {
  onTheWay(app, EnforcementStage.ENFORCED);
}
