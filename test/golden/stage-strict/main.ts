import { App } from 'cdk8s';
import { EnforcementStage } from '../../../src';
import { onTheWay } from '../cast/on-the-way';

/** Plaintext is refused; policies are still a dry run. */
export function build(app: App): void {
  onTheWay(app, EnforcementStage.STRICT);
}
