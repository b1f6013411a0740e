import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { MeshService, MeshSimulator, ServicePort, Workload, ZeroTrustNamespace } from '../../src';
import { snippets, valueAfter } from '../testing/snippets';

const PAGE = readFileSync(join(__dirname, '..', '..', 'docs', 'simulator.md'), 'utf8');

/** What the page speaks of: cart, which calls payments. */
function shop(): App {
  const app = new App();
  const chart = new Chart(app, 'shop');
  const namespace = new ZeroTrustNamespace(chart, 'shop');
  const service = (name: string) => new MeshService(namespace, name, {
    ports: [ServicePort.http(8080)], workload: Workload.deployment({ image: `registry.example.com/${name}:1` }),
  });
  service('cart').calls(service('payments'));
  return app;
}

describe('docs/simulator.md', () => {
  const [program, ...more] = snippets(PAGE, 'ts');

  test('shows a program that does what is said', () => {
    expect(more).toEqual([]);
    const decision = valueAfter(program, 'decision', { app: shop() });
    expect([decision.allowed, decision.status]).toEqual([true, undefined]);
    expect(decision.decidedBy).toMatch(/^AuthorizationPolicy shop\/payments.* spec\.rules\[0\]$/);
    expect(decision.outcomes.map(({ share }: any) => share)).toEqual([100]);
    expect(decision.trace.length).toBeGreaterThan(3);
  });

  test('names nothing of a decision that is not there', () => {
    const decision = valueAfter(program, 'decision', { app: shop() });
    const named = [...program.matchAll(/^decision\.(\w+);/gm)].map(([, field]) => field);
    expect(named.filter((field) => !(field in decision))).toEqual([]);
    expect(named.length).toBeGreaterThan(4);
  });

  test('names the assertions and callers that there are', () => {
    const simulator = MeshSimulator.fromApp(shop());
    for (const [, method] of PAGE.matchAll(/`(expect\w+)\(/g)) expect(typeof simulator[method as 'expectAllowed']).toBe('function');
    const callers = [...PAGE.matchAll(/^\| `([^`]+)` \| [^|\s]/gm)].map(([, caller]) => caller);
    expect(callers).toHaveLength(4);
    const answers = callers.map((caller) => simulator.request({ caller, to: caller === 'outside' ? 'https://shop.example.com' : 'payments.shop:8080' }).allowed);
    expect(answers).toEqual([true, false, true, false]);
  });
});
