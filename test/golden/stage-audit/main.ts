import { App } from 'cdk8s';
import { EnforcementStage } from '../../../src';
import { onTheWay } from '../cast/on-the-way';

/** Every policy is there, as a dry run; plaintext still works. */
export function build(app: App): void {
  onTheWay(app, EnforcementStage.AUDIT);
}
