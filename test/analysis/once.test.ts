import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { exampleOf } from './examples';
import { analyze } from '../../src/analysis/analyze';
import type { Finding } from '../../src/analysis/finding';
import { titleOf } from '../../src/manifests/manifest';

const PAGES = join(__dirname, '..', '..', 'docs', 'rules');

/** Rules that may speak of one field of one object, since they speak of different mistakes. */
const DIFFERENT: Readonly<Record<string, string>> = {
  'MSH161 MSH255': 'one word of the list is none, and the others are too wide',
  'MSH162 MSH279': 'a DENY rule that closes TCP may besides be one that requests escape',
  'MSH162 MSH280': 'as MSH279',
  'MSH162 MSH281': 'as MSH279',
  'MSH223 MSH239': 'ServiceEntries that contradict one another, one of which is wrong in itself',
  'MSH244 MSH378': 'a subset may be out of sight, and come late besides',
  'MSH293 MSH294': 'istioctl says both, too: a priority does not help where the filter is not there',
  'MSH310 MSH376': 'a value that is wrong, of an annotation that may change',
  'MSH330 MSH335': 'two engines name an object that is not there',
  'MSH340 MSH344': 'the retired controller, and what it was told',
  'MSH340 MSH345': 'as MSH344',
  'MSH340 MSH346': 'as MSH344',
  'MSH375 MSH379': 'of one Namespace, what is in it and where it stands',
};

/** What is found together at one field, or at a field and one inside of it, in the examples of all rules. */
function pairsOf(findings: readonly Finding[]): string[] {
  return findings.flatMap((one) => findings.filter((other) => one.code < other.code && titleOf(one.object) === titleOf(other.object)
    && (isWithin(one.path, other.path) || isWithin(other.path, one.path))).map((other) => `${one.code} ${other.code}`));
}

function isWithin(path: string, other: string): boolean {
  return path === other || (other !== '' && path.startsWith(other) && /[.[]/.test(path[other.length]));
}

test('each mistake is found once, by the rule that says most of it', () => {
  const pairs = new Set<string>();
  for (const file of readdirSync(PAGES).filter((name) => name.startsWith('MSH'))) {
    for (const [, yaml] of readFileSync(join(PAGES, file), 'utf8').matchAll(/```yaml\n([^]*?)```/g)) {
      // what is only asked for is no mistake
      const findings = analyze(exampleOf(yaml)).findings.filter(({ code }) => code !== 'MSH153');
      for (const pair of pairsOf(findings)) pairs.add(pair);
    }
  }
  expect([...pairs].sort()).toEqual(Object.keys(DIFFERENT).sort());
});
