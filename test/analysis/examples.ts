import { parse } from 'yaml';
import { manifestsOf } from './rule-test';
import type { Manifests } from '../../src/manifests/manifests';
import { readSurroundings } from '../../src/manifests/read-surroundings';

/** First line of an example to which nothing outside may be imagined. */
const CLOSED = '# Nothing lies outside of these objects.\n';
/** First line of an example with a context, as the CLI would read it. */
const CONTEXT = /^# Context: (.*)\n/;

/** The objects of an example on a rule's page, with what its first line says of the rest. */
export function exampleOf(yaml: string): Manifests {
  const [, context] = CONTEXT.exec(yaml) ?? [];
  const surroundings = { ...readSurroundings(context === undefined ? undefined : parse(context)), today: '2026-06-01' };
  return manifestsOf({ judged: true, objects: yaml, surroundings: yaml.startsWith(CLOSED) ? { ...surroundings, complete: true } : surroundings });
}
