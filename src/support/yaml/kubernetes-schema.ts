import { defineScalarTag, FAILSAFE_SCHEMA, mergeTag, NOT_RESOLVED } from 'js-yaml';
import { plainScalar } from './plain-scalar';

const DIGITS = '0123456789';

/** What values mean to Kubernetes: the words and numbers of `plainScalar`, and no other type than JSON has. */
export const KUBERNETES_SCHEMA = FAILSAFE_SCHEMA.withTags(
  mergeTag,
  scalar('null', (value) => value === null, ['', ...'~nN']),
  scalar('bool', (value) => typeof value === 'boolean', 'yYnNtTfFoO'),
  scalar('int', (value) => typeof value === 'number', `+-.${DIGITS}`),
  // written out only: what looks like a number is one already
  scalar('float', (value) => typeof value === 'number'),
  scalar('binary', () => true),
  scalar('timestamp', () => true),
);

/** @param firstSigns What a value of this type begins with, where none is written in front of it. */
function scalar(type: string, is: (value: unknown) => boolean, firstSigns?: Iterable<string>) {
  return defineScalarTag<unknown>(`tag:yaml.org,2002:${type}`, {
    implicit: firstSigns !== undefined,
    implicitFirstChars: firstSigns && [...firstSigns],
    resolve: (text) => {
      const value = plainScalar(text);
      return is(value) ? value : NOT_RESOLVED;
    },
    identify: () => false,
  });
}
