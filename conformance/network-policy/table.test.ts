import assert from 'node:assert';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { Table } from './table';

/** Lines that would expect nothing, and must not be taken for expectations. */
for (const line of ['may orders paymets 8080', 'may orders payments', 'may orders payments http', 'my orders payments 8080']) {
  test(`a table with the line '${line}' is refused`, () => {
    const dir = mkdtempSync(join(tmpdir(), 'table-'));
    try {
      const file = join(dir, 'table.txt');
      writeFileSync(file, ['manifests nothing.yaml', 'pod orders shop app=orders', 'pod payments shop app=payments', line].join('\n'));
      assert.throws(() => new Table(file), new RegExp(line));
    } finally {
      rmSync(dir, { recursive: true });
    }
  });
}
