import { readFileSync } from 'node:fs';
import { alignConsequences, PAGE } from '../scripts/data-class-table';
import { aService } from './testing/a-model';
import { AUDIT_LOG, auditLogs } from '../src/model/audit-log';
import type { FileAccessLog } from '../src/model/extension-provider';

const page = readFileSync(PAGE, 'utf8');

test('the page has the consequences that the library knows', () => {
  // npx tsx scripts/data-class-table.ts
  expect(page).toBe(alignConsequences(page));
  expect(page.split('\n').filter((line) => line.includes('](errors.md) |') || line.endsWith('derived |')).length).toBe(7);
});

test('the page names the fields of the audit log', () => {
  const [{ does }] = auditLogs([{ ...aService('vault'), dataClasses: ['CARDHOLDER'] }]);
  for (const field of Object.keys((does as FileAccessLog).labels!)) expect(page).toContain(`\`${field}\``);
  expect(page).toContain(AUDIT_LOG);
});
