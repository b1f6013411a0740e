import { type IConstruct } from 'constructs';
import type { ExternalService } from '../../model/external';
import type { Service } from '../../model/service';
import { fail } from '../../support/errors';

/**
 * What a service can call: a `MeshService` or `PlainService` of this app, one that others own (`fromAttributes`), or an `ExternalService`.
 */
export interface ICallTarget extends IConstruct {
}

export type CallTarget =
  /** `called` makes the objects that are of use to callers alone; services that others own have none. */
  | { readonly kind: 'service'; readonly service: Service; readonly called: () => void }
  | { readonly kind: 'external'; readonly external: ExternalService; readonly called: () => void };

const TARGET = Symbol.for('cdk8s-istio.CallTarget');

/** Lets a construct be called, also from another copy of the library. */
export function becomeCallTarget(construct: IConstruct, target: CallTarget): void {
  Object.defineProperty(construct, TARGET, { value: target });
}

/** What a construct is as a callee. */
export function targetOf(construct: IConstruct): CallTarget {
  return (construct as IConstruct & { [TARGET]?: CallTarget })[TARGET] ?? fail(construct, 'MSH078', {
    what: 'cannot be called by a service',
    fix: 'pass a MeshService, a PlainService, what fromAttributes(…) of either gives, or an ExternalService',
  });
}
