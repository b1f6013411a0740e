import assert from 'node:assert';
import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, test } from 'node:test';
import { findOrBuildModule } from '../mesh/binaries';
import { OPA } from '../mesh/pins';
import { run } from '../mesh/processes';

const ROOT = join(__dirname, '..', '..');

/** Every folder of policies that is shipped. */
const FOLDERS = ['examples', 'src'].flatMap((root) => [...new Set(readdirSync(join(ROOT, root), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.rego')).map((file) => join(root, dirname(file))))]);

async function opa(...args: string[]): Promise<string> {
  const bin = await findOrBuildModule(OPA, (text) => process.stderr.write(`${text}\n`));
  return run(join(bin, 'opa'), args, { cwd: ROOT });
}

test('there are policies', () => {
  assert.ok(FOLDERS.length >= 3, FOLDERS.join(', '));
});

describe('what is shipped', () => {
  for (const folder of FOLDERS) {
    test(`passes its own tests: ${folder}`, async () => {
      const results = JSON.parse(await opa('test', '--format=json', folder)) as { name: string; fail?: boolean; error?: object; skip?: boolean }[];
      assert.deepStrictEqual(results.filter(({ fail, error, skip }) => fail || error || skip).map(({ name }) => name), []);
      assert.ok(results.length >= 5, `${results.length} tests`);
    });

    test(`is read strictly, and formatted: ${folder}`, async () => {
      await opa('check', '--strict', folder);
      assert.strictEqual(await opa('fmt', '--list', folder), '');
    });

    test(`has its every line tested: ${folder}`, async () => {
      const report = JSON.parse(await opa('test', '--coverage', '--format=json', folder)) as { files: Record<string, { not_covered?: object[] }> };
      const missed = Object.entries(report.files).filter(([file, { not_covered }]) => !file.endsWith('_test.rego') && not_covered !== undefined);
      assert.deepStrictEqual(missed, []);
    });
  }
});

test('a policy of before OPA 1.0 is refused by OPA, as it is by the library', async () => {
  await assert.rejects(opa('check', join('conformance', 'ext-authz', 'testdata', 'before-1.0.rego')), /`if` keyword is required/);
});
