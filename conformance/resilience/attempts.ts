import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { times } from './times';
import type { Asked } from '../mesh/ask';
import type { Mesh } from '../mesh/mesh';

interface Case {
  readonly line: string;
  readonly from: string;
  readonly method: string;
  readonly url: string;
  /** What the application is told to do. */
  readonly headers: Record<string, string>;
  /** How long the application would take. */
  readonly delay: number;
  readonly status: number;
  readonly attempts: number;
  /** The time limit that cuts it, in milliseconds. */
  readonly limit: number | undefined;
}

const LINE = /^(\S+) (\S+) (\S+) (answers|fails(?:-once)?|resets(?:-once)?|takes)(?: (\d+))? -> (\d+) (\d+)(?: after (\d+))?$/;

/** Clocks of different processes, and timers that fire in steps. */
const TOLERANCE_MS = 50;

function readCases(): Case[] {
  return readFileSync(join(__dirname, 'attempts.txt'), 'utf8').split('\n').filter((line) => line !== '' && !line.startsWith('#')).map((line) => {
    const [, from, method, url, does, number, status, attempts, limit] = LINE.exec(line) ?? [];
    if (from === undefined) throw new Error(`attempts.txt: ${line}`);
    return {
      line,
      from: from === 'outside' ? from : `shop/${from}`,
      method,
      url,
      headers: orders(does, number),
      delay: does === 'takes' ? Number(number) : 0,
      status: Number(status),
      attempts: Number(attempts),
      limit: limit === undefined ? undefined : Number(limit),
    };
  });
}

/** The headers by which the application is told what to do. */
function orders(does: string, number: string | undefined): Record<string, string> {
  const failures = does.endsWith('-once') ? '1' : 'always';
  if (does === 'answers') return {};
  if (does === 'takes') return { 'x-test-delay': number! };
  return does.startsWith('resets') ? { 'x-test-reset': failures } : { 'x-test-fail': failures, ...(number === undefined ? {} : { 'x-test-status': number }) };
}

/** The lines of attempts.txt that do not hold, each with what came instead. */
export async function wrongAttempts(mesh: Mesh, run: string): Promise<string[]> {
  // The slow ones first, so that they are slow together.
  const cases = readCases().sort((a, b) => b.delay - a.delay);
  const complaints = await Promise.all(cases.map(async (one, index) => complaint(mesh, one, `${run}-${index}`)));
  return complaints.filter((text) => text !== undefined).sort();
}

async function complaint(mesh: Mesh, one: Case, id: string): Promise<string | undefined> {
  const grpc = one.method === 'GRPC';
  const answer = await mesh.asker.ask(one.from, {
    url: one.url,
    ...(grpc ? {} : { method: one.method }),
    ...(['POST', 'PUT', 'PATCH'].includes(one.method) ? { body: '{"order":7}' } : {}),
    headers: { 'x-test-id': id, ...one.headers },
    timeout: 20_000,
  });
  const attempts = await mesh.asker.attempts(one.url.includes('ledger') ? 'shop/ledger' : 'shop/orders', id);
  const status = grpc ? answer.grpcStatus : answer.status;
  const wrong = [
    ...(status === one.status ? [] : [`was told ${status ?? answer.error}`]),
    ...(attempts === one.attempts ? [] : [`arrived ${times(attempts)}`]),
    ...wrongTime(one, answer),
  ];
  return wrong.length === 0 ? undefined : `${one.line}: ${wrong.join(', ')}`;
}

/** Not before the limit, and before the application would have answered: how much later says nothing but how busy the machine is. */
function wrongTime({ limit, delay }: Case, { took }: Asked): string[] {
  if (took < (limit ?? delay) - TOLERANCE_MS) return ['came too early'];
  return limit !== undefined && took >= delay ? ['came too late'] : [];
}

/** What is wrong when somebody asks by header, as Envoy would let them, for what the policies do not give. */
export async function wrongBidding(mesh: Mesh, run: string): Promise<string[]> {
  const bids: Record<string, string>[] = [{ 'x-envoy-retry-on': '5xx', 'x-envoy-max-retries': '4', 'x-test-fail': 'always' }, { 'x-envoy-upstream-rq-timeout-ms': '300', 'x-test-delay': '1000' }];
  const complaints = await Promise.all([['outside', 'shop.example.com'], ['shop/customer', 'orders:8080']].flatMap(([from, host]) => bids.map(async (headers, index) => {
    const id = `${run}-${from}-${index}`;
    const { status } = await mesh.asker.ask(from, { url: `http://${host}/`, method: 'POST', body: '{"order":7}', headers: { 'x-test-id': id, ...headers } });
    const attempts = await mesh.asker.attempts('shop/orders', id);
    return status === [503, 200][index] && attempts === 1 ? [] : [`${from} ${JSON.stringify(headers)}: ${status}, arrived ${times(attempts)}`];
  })));
  return complaints.flat();
}
