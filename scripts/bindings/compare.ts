/* eslint-disable no-console */
import { readFileSync } from 'fs';
import { parseAllDocuments } from 'yaml';

/**
 * Whether one file of manifests says the same as another, object by object and in the same order:
 *
 *     tsx scripts/bindings/compare.ts EXPECTED ACTUAL
 */
const [expectedFile, actualFile] = process.argv.slice(2);
const differences = compare(read(expectedFile), read(actualFile));
for (const difference of differences.slice(0, 40)) console.log(difference);
console.log(differences.length === 0 ? `${read(actualFile).size} objects, all equal` : `${differences.length} differences between ${expectedFile} and ${actualFile}`);
process.exitCode = differences.length === 0 ? 0 : 1;

function read(file: string): Map<string, unknown> {
  const objects = new Map<string, unknown>();
  for (const document of parseAllDocuments(readFileSync(file, 'utf8'))) {
    const object = document.toJS();
    const key = `${object.apiVersion} ${object.kind} ${object.metadata.namespace ?? ''}/${object.metadata.name}`;
    if (objects.has(key)) throw new Error(`${file}: ${key} is there twice`);
    objects.set(key, object);
  }
  if (objects.size === 0) throw new Error(`${file}: no objects`);
  return objects;
}

function compare(expected: ReadonlyMap<string, unknown>, actual: ReadonlyMap<string, unknown>): string[] {
  const both = [...expected.keys()].filter((key) => actual.has(key));
  const others = [...actual.keys()].filter((key) => expected.has(key));
  const moved = both.findIndex((key, index) => key !== others[index]);
  return [
    ...[...expected.keys()].filter((key) => !actual.has(key)).map((key) => `${key}: missing`),
    ...[...actual.keys()].filter((key) => !expected.has(key)).map((key) => `${key}: not expected`),
    ...both.flatMap((key) => fields(expected.get(key), actual.get(key), '').map((difference) => `${key} ${difference}`)),
    ...(moved < 0 ? [] : [`order: expected ${both[moved]}, got ${others[moved]}`]),
  ];
}

function fields(expected: unknown, actual: unknown, at: string): string[] {
  if (!isParent(expected) || !isParent(actual) || Array.isArray(expected) !== Array.isArray(actual)) {
    const same = JSON.stringify(expected) === JSON.stringify(actual);
    return same ? [] : [`${at}: expected ${JSON.stringify(expected) ?? 'nothing'}, got ${JSON.stringify(actual) ?? 'nothing'}`];
  }
  const names = [...new Set([...Object.keys(expected), ...Object.keys(actual)])];
  return names.flatMap((name) => fields(expected[name], actual[name], Array.isArray(expected) ? `${at}[${name}]` : at === '' ? name : `${at}.${name}`));
}

function isParent(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}
