import type { AccessMatrix } from './access-matrix';
import { matrixLines } from './matrix-lines';
import { visible } from '../support/unprintable';

const HEAD = ['caller', 'callee', 'port', 'tls', 'methods', 'paths', 'hosts', 'conditions', 'denied', 'pods', 'decided by', 'notes'];

/** For spreadsheets, as RFC 4180 has it; nothing in it is taken for a formula. */
export function formatMatrixCsv(matrix: AccessMatrix): string {
  const rows = matrixLines(matrix).map((line) => [
    line.caller, line.callee, line.port, line.peer, anyOr(line.methods), anyOr(line.paths), anyOr(line.hosts),
    line.conditions.join('; '), line.exceptions.join('; '), line.pods.join(' '), line.by, line.notes.join('; '),
  ]);
  return [HEAD, ...rows].map((row) => `${row.map(field).join(',')}\r\n`).join('');
}

function anyOr(values: readonly string[]): string {
  return values.length === 0 ? 'any' : values.join(' ');
}

function field(value: string): string {
  const text = visible(value);
  const safe = /^[=+\-@]/.test(text) ? `'${text}` : text;
  return /[",\s;]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}
