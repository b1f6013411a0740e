/* eslint-disable no-console */
import { readFileSync } from 'fs';
import { parseAllDocuments } from 'yaml';
import { judge } from '../../test/testing/synth';

/**
 * What schemas and webhook rules say of files of manifests:
 *
 *     tsx scripts/bindings/judge.ts FILE...
 */
const objects = process.argv.slice(2).flatMap((file) => parseAllDocuments(readFileSync(file, 'utf8')).map((document) => document.toJS()));
const findings = judge(objects);
for (const finding of findings) console.log(finding);
console.log(`${objects.length} objects, ${findings.length} findings`);
process.exitCode = findings.length === 0 && objects.length > 0 ? 0 : 1;
