import { App } from 'cdk8s';
import { EnforcementStage } from '../../../src';
import { onTheWay } from '../cast/on-the-way';

/** Proxies run and report; nothing is refused and nothing is hidden from anybody. */
export function build(app: App): void {
  onTheWay(app, EnforcementStage.OBSERVE);
}
