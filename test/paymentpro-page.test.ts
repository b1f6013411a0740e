import { readFileSync } from 'node:fs';
import { alignCalls, PAGE } from '../scripts/call-table';

const page = readFileSync(PAGE, 'utf8');

test('the page has the calls that are declared', () => {
  // npx tsx scripts/call-table.ts
  expect(page).toBe(alignCalls(page));
});

test('each call is one row', () => {
  const rows = page.split('\n').filter((line) => / \| (GET|POST|everything|the metrics)/.test(line));
  expect(rows.length).toBeGreaterThan(70);
  expect(new Set(rows).size).toBe(rows.length);
  expect(rows).toContain('| payments/transaction | payments/ledger | POST `/v1/entries` |');
});
