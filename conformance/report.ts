import { relative } from 'node:path';
import type { TestsStream } from 'node:test';
import type { TestEvent } from 'node:test/reporters';

export interface Outcome {
  readonly passed: number;
  readonly failed: number;
}

type Ended = Extract<TestEvent, { type: 'test:pass' | 'test:fail' }>['data'];

/**
 * Tells of each test when it ends, what failed with all it says, and ends with `N passed, N failed`.
 * Groups and files do not count, unless they failed by themselves: a mesh that did not start is a failure.
 */
export async function report(events: TestsStream, write: (text: string) => void): Promise<Outcome> {
  const outcome = { passed: 0, failed: 0 };
  for await (const { type, data } of events as AsyncIterable<TestEvent>) {
    if (type === 'test:stdout' || type === 'test:stderr') write(data.message);
    if (type === 'test:pass' && !isGroup(data)) {
      if (data.skip === undefined) outcome.passed += 1;
      write(`${data.skip === undefined ? 'ok  ' : 'left'} ${titleOf(data)}\n`);
    }
    if (type === 'test:fail' && !failedByItsTests(data)) {
      outcome.failed += 1;
      write(`FAIL ${titleOf(data)}\n${indented(messageOf(data.details.error))}\n`);
    }
  }
  write(`\n${outcome.passed} passed, ${outcome.failed} failed\n`);
  return outcome;
}

function titleOf({ file = '', name, details }: Ended): string {
  const where = name === file ? relative(__dirname, file) : `${relative(__dirname, file)}: ${name}`;
  return `${where} (${(details.duration_ms / 1_000).toFixed(1)} s)`;
}

/** A file or a `describe`. */
function isGroup({ details, name, file }: Ended): boolean {
  return details.type === 'suite' || name === file;
}

function failedByItsTests({ details }: Ended): boolean {
  const { error } = details as { error?: { failureType?: string } };
  return error?.failureType === 'subtestsFailed';
}

/** What the test has thrown: the runner wraps it. */
function messageOf(error: Error): string {
  return error.cause instanceof Error ? error.cause.message : String(error.cause ?? error.message);
}

function indented(text: string): string {
  return text.split('\n').map((line) => `     ${line}`).join('\n');
}
