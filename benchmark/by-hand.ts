import { nameOf } from './subjects/shop';

/** A program that makes the objects of a shop without the library. */
export interface ByHand {
  objects(names: readonly string[]): Iterable<{ readonly id: string; readonly object: any }>;
}

/** The service from whose objects the program is taken; it is called by the one before and calls the one after. */
const SAMPLE = 1;

/**
 * Writes that program, from the library's own output for a small shop: object literals with the names filled in, and a loop for
 * each kind, as somebody would write it by hand. What it makes is compared with the library's output before anything is measured.
 */
export function byHand(objects: readonly any[]): string {
  const own = (object: any) => /^svc-\d{4}/.exec(object.metadata.name)?.[0];
  const kinds = new Set<string>();
  const statements = objects.flatMap((object) => {
    const service = own(object);
    if (service === undefined) return [`yield { id: ${JSON.stringify(`${object.kind}-${object.metadata.name}`)}, object: ${JSON.stringify(object)} };`];
    // the loop stands where the first of its kind does
    if (kinds.has(object.kind)) return [];
    kinds.add(object.kind);
    const sample = objects.find((other) => other.kind === object.kind && own(other) === nameOf(SAMPLE));
    return [`for (let i = 0; i < count; i++) {
    const name = names[i], caller = names[(i + count - 1) % count], callee = names[(i + 1) % count];
    yield { id: \`\${name}-${object.kind}\`, object: ${literal(sample)} };
  }`];
  });
  return `'use strict';
exports.objects = function* (names) {
  const count = names.length;
  ${statements.join('\n  ')}
};
`;
}

const FILLED = { [nameOf(SAMPLE)]: '${name}', [nameOf(SAMPLE - 1)]: '${caller}', [nameOf(SAMPLE + 1)]: '${callee}' };

/** As an object literal: texts with names of services in them become templates. */
function literal(sample: unknown): string {
  return JSON.stringify(sample).replace(/"(?:[^"\\]|\\.)*"/g, (text) => {
    const template = text.slice(1, -1).replace(/svc-\d{4}/g, (name) => FILLED[name]);
    return template === text.slice(1, -1) ? text : `\`${template}\``;
  });
}
