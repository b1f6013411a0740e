/* eslint-disable no-console */
import { existsSync, readFileSync } from 'fs';
import { join } from 'path';

/**
 * Whether C# code was generated for every public type: few machines have .NET to compile it with.
 *
 *     tsx scripts/bindings/types.ts FOLDER
 */
const [folder] = process.argv.slice(2);
const { types } = JSON.parse(readFileSync('.jsii', 'utf8')) as { types: Record<string, { name: string }> };
const expected = Object.values(types).map(({ name }) => `${name}.cs`);
const missing = expected.filter((file) => !existsSync(join(folder, file)));
for (const file of missing) console.log(`${join(folder, file)} is missing`);
console.log(`${expected.length - missing.length} of ${expected.length} types`);
process.exitCode = missing.length === 0 && expected.length > 0 ? 0 : 1;
