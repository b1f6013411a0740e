import { Locality } from '../../../src/constructs/traffic/locality';
import { HOSTILE_TEXTS } from '../../testing/hostile-texts';

describe('Locality', () => {
  test('fails over from region to region', () => {
    expect(Locality.failover({ 'us-east': 'us-west', 'eu-west': 'eu-central' })._locality)
      .toEqual({ failover: [{ from: 'eu-west', to: 'eu-central' }, { from: 'us-east', to: 'us-west' }] });
  });

  test('prefers by labels, in the order given', () => {
    const labels = ['topology.kubernetes.io/region', 'disk=ssd'];
    const locality = Locality.failoverPriority(labels);
    labels.pop();
    expect(locality._locality).toEqual({ failoverPriority: ['topology.kubernetes.io/region', 'disk=ssd'] });
  });

  test('gives fixed shares', () => {
    expect(Locality.distribute({ 'us/east/*': { 'us/west/*': 20, 'us/east/*': 80 }, 'eu': { '*': 100 } })._locality)
      .toEqual({ distribute: [{ from: 'eu', to: { '*': 100 } }, { from: 'us/east/*', to: { 'us/east/*': 80, 'us/west/*': 20 } }] });
  });

  test.each([
    ['MSH001', () => Locality.failover({})],
    ['MSH030', () => Locality.failover({ eu: 'eu' })],
    ['MSH030', () => Locality.failover({ 'eu/west': 'us' })],
    ['MSH030', () => Locality.failover({ eu: '*' })],
    ['MSH001', () => Locality.failoverPriority([])],
    ['MSH015', () => Locality.failoverPriority(['a', 'a=b'])],
    ['MSH038', () => Locality.failoverPriority(['a=b=c'])],
    ['MSH038', () => Locality.failoverPriority(['a=/'])],
    ['MSH001', () => Locality.distribute({})],
    ['MSH001', () => Locality.distribute({ eu: {} })],
    ['MSH011', () => Locality.distribute({ eu: { us: 0, eu: 100 } })],
    ['MSH011', () => Locality.distribute({ eu: { us: 12.5, eu: 87.5 } })],
    ['MSH030', () => Locality.distribute({ 'eu/*/a': { us: 100 } })],
    ['MSH030', () => Locality.distribute({ 'eu//a': { us: 100 } })],
    ['MSH030', () => Locality.distribute({ 'a/b/c/d': { us: 100 } })],
    ['MSH031', () => Locality.distribute({ 'eu/west': { us: 100 }, 'eu/*': { us: 100 } })],
    ['MSH031', () => Locality.distribute({ eu: { '*': 50, 'us': 50 } })],
    ['MSH032', () => Locality.distribute({ eu: { us: 50, eu: 49 } })],
  ])('refuses with %s (%#)', (code, wrong) => {
    expect(wrong).toThrow(`[${code}]`);
  });

  test('refuses hostile places', () => {
    for (const place of HOSTILE_TEXTS.filter((text) => text !== '*' && !/^a+$/.test(text))) {
      expect(() => Locality.failover({ [place]: 'eu' })).toThrow('[MSH030]');
      expect(() => Locality.distribute({ [place]: { eu: 100 } })).toThrow('[MSH030]');
      expect(() => Locality.failoverPriority([place])).toThrow('[MSH038]');
    }
  });
});
