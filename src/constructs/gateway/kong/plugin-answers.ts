import { type MaskedField } from './masked-field';
import { kongPlugin, type KongPlugin, type MaskedField as MaskedFieldFact } from '../../../model/kong';
import { renderMaskLua } from '../../../render/kong/mask-lua';
import { checkList, checkSomething } from '../../../support/closed-set';
import { sortedBy, sortedSet } from '../../../support/compare';
import { fail } from '../../../support/errors';
import { checkHeaderName } from '../../../support/http-header';
import { checkJsonPath } from '../../../support/json-path';

/**
 * What is taken out of answers.
 */
export interface KongResponseTransformerOptions {
  /**
   * Fields of the outermost object of JSON answers. Deeper ones are `KongPlugin.maskResponse()`'s.
   *
   * @default - none
   */
  readonly removeJson?: string[];

  /**
   * Headers.
   *
   * @default - none
   */
  readonly removeHeaders?: string[];
}

export function maskResponseOf(given: readonly MaskedField[]): KongPlugin {
  const fields = sortedBy(checkList(given, 'fields', 'name what is masked').map(({ _field }) => _field), textOf);
  fields.forEach((field, index) => {
    const other = fields.find((candidate, at) => at < index && contains(candidate, field));
    if (other === undefined) return;
    fail(undefined, 'MSH437', { what: 'a field is masked in two ways', got: [textOf(other), textOf(field)], fix: 'leave one of them out: what lies in a masked field is masked with it' });
  });
  const phases = Object.entries(renderMaskLua(fields)).map(([phase, lua]) => [phase, [lua]]);
  return kongPlugin('post-function', Object.fromEntries(phases));
}

function textOf({ path, anywhere }: MaskedFieldFact): string {
  return `${anywhere ? '**.' : ''}${path.join('.')}`;
}

/** Of two that may meet, only the outer one decides; a name anywhere and a path are told apart by the document alone. */
function contains(outer: MaskedFieldFact, inner: MaskedFieldFact): boolean {
  return outer.anywhere === inner.anywhere && outer.path.every((name, index) => inner.path[index] === name);
}

export function responseTransformerOf({ removeJson, removeHeaders }: KongResponseTransformerOptions): KongPlugin {
  checkSomething({ removeJson, removeHeaders }, 'the response transformer', 'name fields or headers to take out');
  const json = removeJson && sortedSet(checkList(removeJson, 'removeJson', 'name fields, or leave it out').map(outermost));
  const headers = removeHeaders && sortedSet(checkList(removeHeaders, 'removeHeaders', 'name headers, or leave it out').map((name) => checkHeaderName(name, 'a header of removeHeaders')));
  return kongPlugin('response-transformer', { remove: { ...(json && { json }), ...(headers && { headers }) } }, { restrictable: true });
}

function outermost(name: string): string {
  const path = checkJsonPath(name, 'a field of removeJson');
  if (path.length === 1) return name;
  return fail(undefined, 'MSH436', { what: 'the plugin knows fields of the outermost object only', got: name, fix: 'use KongPlugin.maskResponse(), which masks fields at any depth' });
}
