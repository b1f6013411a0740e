import assert from 'node:assert';
import type { TestContext } from 'node:test';
import { App, Chart, Testing } from 'cdk8s';
import { Ecommerce } from '../../src';
import type { Case } from '../cases/case';
import { GIVEN } from '../cases/keys';
import type { Mesh } from '../mesh/mesh';

const REQUESTS = 2_000;
const WEEKS = [[1, 10], [2, 30], [3, 50], [4, 80], [5, 100]];
const PLACES = [['outside', 'https://api.ecommerce.com/api/v1/users'], ['ecommerce/order-service', 'http://user-service.ecommerce:8080/api/v1/users']];

/** The weekly release of user-service, which no line of a table can tell: each week its share of requests gets v2, and testers always do. */
export async function releaseWeekByWeek(t: TestContext, mesh: Mesh, { tokens }: Case): Promise<void> {
  const authorization = `Bearer ${tokens.get('customer')}`;
  for (const [week, share] of WEEKS) {
    await t.test(`week ${week}: ${share} percent get v2, and testers always do`, async () => {
      const { refusals, stuck } = await mesh.apply(systemOf(week));
      assert.deepStrictEqual([refusals, stuck], [[], []]);
      // one after the other: both at once would only wait for one another
      for (const [from, url] of PLACES) {
        checkShare(await versions(mesh, from, url, REQUESTS, { authorization }), share, from);
        assert.deepStrictEqual([...await versions(mesh, from, url, 50, { authorization, version: 'v2' })], [['v2', 50]]);
        assert.deepStrictEqual([...await versions(mesh, from, url, 20, { authorization, version: 'canary' })], [['canary', 20]]);
      }
    });
  }
}

function systemOf(week: number) {
  const chart = new Chart(new App(), 'ecommerce');
  new Ecommerce(chart, 'ecommerce', { ...GIVEN, canaryStep: week });
  return Testing.synth(chart);
}

/** Four standard deviations: chance alone is further off once in 16,000 times. */
export function checkShare(seen: ReadonlyMap<string, number>, share: number, from: string): void {
  const [v1, v2] = [seen.get('v1') ?? 0, seen.get('v2') ?? 0];
  const sigma = Math.sqrt(REQUESTS * (share / 100) * (1 - share / 100));
  const what = `${from}: ${JSON.stringify([...seen])}`;
  assert.strictEqual(v1 + v2, REQUESTS, what);
  assert.ok(Math.abs(v2 - REQUESTS * (share / 100)) <= 4 * sigma, what);
}

/** How many answers came from which version; anything but a 200 counts under its status. Some at a time: pools have limits. */
async function versions(mesh: Mesh, from: string, url: string, requests: number, headers: Record<string, string>): Promise<Map<string, number>> {
  const seen = new Map<string, number>();
  for (let done = 0; done < requests; done += 50) {
    const questions = Array.from({ length: Math.min(50, requests - done) }, () => ({ url, headers, keepAlive: true }));
    for (const { status, error, reply } of await mesh.asker.askAll(from, questions)) {
      const key = status === 200 ? String(reply?.version) : String(status ?? error);
      seen.set(key, (seen.get(key) ?? 0) + 1);
    }
  }
  return seen;
}
