import { always, times } from '../../src/advice/amount';
import { type Fleet, likelyNodes, nodesBelow, waysOf } from '../../src/advice/estimate';
import { FIGURES } from '../../src/advice/guidance';

const fleet = (pods: number, more: Partial<Fleet> = {}): Fleet => ({
  pods: always(pods), sidecars: times(always(pods), FIGURES.sidecar.reserved), waypoints: always(0), nodes: 3, requestsPerSecond: 1000, ...more,
});
const way = (key: string, of: Fleet) => waysOf(of).find((one) => one.key === key)!;
const MB = 1e6;
const MI = 2 ** 20;

test('the guide adds up what it says of 50 pods, and of an Ingress alone', () => {
  expect(way('sidecars', fleet(50)).guide).toEqual({ cpu: always(5), memory: always(5000 * MB) });
  expect(way('ingress', fleet(50)).guide).toEqual({ cpu: always(1.5), memory: always(600 * MB) });
  // 80 to 90 percent less
  expect(way('ambient', fleet(50)).guide).toEqual({ cpu: { least: 0.5, most: 1 }, memory: { least: 500 * MB, most: 1000 * MB } });
});

test('what is reserved grows with pods, or with nodes', () => {
  expect(way('sidecars', fleet(10)).reserved).toEqual({ cpu: always(1), memory: always(1280 * MI) });
  expect(way('ambient', fleet(10, { nodes: 5 })).reserved).toEqual({ cpu: always(1), memory: always(2560 * MI) });
  expect(way('waypoints', fleet(10, { nodes: 5, waypoints: { least: 2, most: 4 } }))).toMatchObject({ proxies: { least: 7, most: 9 }, reserved: { cpu: { least: 1.2, most: 1.4 } } });
});

test('CPU that is used grows with requests, not with pods; memory with pods', () => {
  const used = (pods: number, requestsPerSecond: number) => way('sidecars', fleet(pods, { requestsPerSecond })).used!;
  expect(used(10, 1000)).toEqual({ cpu: always(0.4), memory: always(600 * MB) });
  expect(used(20, 1000)).toEqual({ cpu: always(0.4), memory: always(1200 * MB) });
  expect(used(10, 5000).cpu).toEqual(always(2));
  expect(way('waypoints', fleet(10, { waypoints: always(2) })).used).toEqual({ cpu: always(0.12 + 0.25), memory: always(156 * MB) });
});

test('nothing uses nothing', () => {
  expect(way('sidecars', fleet(0)).used).toEqual({ cpu: always(0), memory: always(0) });
});

test('ambient mode is less up to so many nodes, and no longer with one more', () => {
  const of = fleet(21, { waypoints: always(2) });
  const { cpu, memory } = nodesBelow(of);
  expect([cpu, memory]).toEqual([9, 4]);
  const reserves = (nodes: number) => way('waypoints', { ...of, nodes }).reserved!;
  const sidecars = way('sidecars', of).reserved!;
  expect([reserves(cpu).cpu.least < sidecars.cpu.least, reserves(cpu + 1).cpu.least < sidecars.cpu.least]).toEqual([true, false]);
  expect([reserves(memory).memory.least < sidecars.memory.least, reserves(memory + 1).memory.least < sidecars.memory.least]).toEqual([true, false]);
});

test.each([[1, { cpu: 0, memory: 0 }], [2, { cpu: 0, memory: 0 }], [3, { cpu: 1, memory: 0 }], [5, { cpu: 2, memory: 1 }]])('of %i pods ambient mode is less up to %p nodes', (pods, nodes) => {
  expect(nodesBelow(fleet(pods))).toEqual(nodes);
});

test.each([[0, 3], [330, 3], [331, 4], [1100, 10]])('%i pods are likely on %i nodes', (pods, nodes) => {
  expect(likelyNodes(pods)).toBe(nodes);
});
