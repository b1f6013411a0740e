import { Duration } from 'cdk8s';
import { HashTable, LoadBalancer } from '../../../src/constructs/traffic/load-balancer';
import { HOSTILE_TEXTS } from '../../testing/hostile-texts';

describe('LoadBalancer', () => {
  test.each([
    [LoadBalancer.leastRequest(), { simple: 'LEAST_REQUEST' }],
    [LoadBalancer.roundRobin(), { simple: 'ROUND_ROBIN' }],
    [LoadBalancer.random(), { simple: 'RANDOM' }],
    [LoadBalancer.passthrough(), { simple: 'PASSTHROUGH' }],
    [LoadBalancer.hashByHeader('X-User'), { consistentHash: { httpHeaderName: 'x-user' } }],
    [LoadBalancer.hashBySourceIp(HashTable.ringHash(2048)), { consistentHash: { useSourceIp: true, ringHash: { minimumRingSize: 2048 } } }],
    [LoadBalancer.hashByQueryParameter('user', HashTable.maglev(65537)), { consistentHash: { httpQueryParameterName: 'user', maglev: { tableSize: 65537 } } }],
    [LoadBalancer.hashByCookie({ name: 'sid' }), { consistentHash: { httpCookie: { name: 'sid', path: '/', ttl: '0s' } } }],
    [LoadBalancer.hashByCookie({ name: 'sid', path: '/shop', ttl: Duration.hours(1) }), { consistentHash: { httpCookie: { name: 'sid', path: '/shop', ttl: '3600s' } } }],
  ])('%# is what was asked for', (balancer, expected) => {
    expect(balancer._loadBalancer).toEqual(expected);
  });

  test.each([
    ['MSH011', () => HashTable.ringHash(0)],
    ['MSH011', () => HashTable.ringHash(8388609)],
    ['MSH013', () => LoadBalancer.hashByCookie({ name: 'sid', ttl: Duration.millis(1) })],
    ['MSH017', () => LoadBalancer.hashByCookie({ name: 'sid', path: 'shop' })],
    ['MSH020', () => LoadBalancer.hashByCookie({ name: 'a=b' })],
    ['MSH020', () => LoadBalancer.hashByHeader('a b')],
    ['MSH021', () => LoadBalancer.hashByHeader('Host')],
    ['MSH023', () => LoadBalancer.hashByQueryParameter('a=b')],
  ])('refuses with %s (%#)', (code, wrong) => {
    expect(wrong).toThrow(`[${code}]`);
  });

  test.each([0, 1, 4, 9, 65536, 5000011, -7, 2.5])('%d is not a table size of Maglev', (size) => {
    expect(() => HashTable.maglev(size)).toThrow('[MSH033]');
  });

  test('refuses hostile names of cookies', () => {
    for (const name of HOSTILE_TEXTS.filter((text) => !/^[#*]$/.test(text))) expect(() => LoadBalancer.hashByCookie({ name })).toThrow('[MSH020]');
  });
});
