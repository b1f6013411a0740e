import { ApiObject } from 'cdk8s';
import { type IConstruct } from 'constructs';
import type { AcknowledgeOptions } from './mesh-analysis';
import { ACKNOWLEDGE, isDay } from '../../analysis/acknowledgement';
import { fail } from '../../support/errors';
import { checkReason } from '../../support/reason';

/** Writes down on an object that somebody answers for a finding. */
export function acknowledgeOn(construct: IConstruct, code: string, { reason, until, kind }: AcknowledgeOptions): void {
  if (typeof code !== 'string' || !/^MSH\d{3}$/.test(code)) {
    fail(construct, 'MSH082', { what: 'this is no code of a finding', got: code, allowed: 'MSH and three digits', fix: 'take the code from the message of the finding' });
  }
  if (until !== undefined && (typeof until !== 'string' || !isDay(until))) {
    fail(construct, 'MSH082', { what: 'this is no day until which a finding is acknowledged', got: until, allowed: 'a day like 2027-01-31' });
  }
  const text = checkReason(construct, reason, `acknowledging ${code}`);
  objectOf(construct, kind).metadata.addAnnotation(`${ACKNOWLEDGE}${code}`, until === undefined ? text : `${text} (until ${until})`);
}

function objectOf(construct: IConstruct, kind: string | undefined): ApiObject {
  const objects = construct.node.findAll().filter(ApiObject.isApiObject).filter((object) => kind === undefined || object.kind === kind);
  if (objects.length === 1) return objects[0];
  return fail(construct, 'MSH082', {
    what: objects.length === 0 ? 'the construct makes no such object' : 'a finding is acknowledged on one object, and the construct makes several',
    got: kind,
    allowed: objects.length === 0 ? undefined : [...new Set(objects.map((object) => object.kind))].join(', '),
    fix: 'name the kind, or give the ApiObject itself',
  });
}
