import { GatewayTls, TlsVersion } from '../../../src/constructs/gateway/gateway-tls';
import { HOSTILE_TEXTS } from '../../testing/hostile-texts';

describe('GatewayTls', () => {
  test.each([
    [GatewayTls.simple('shop-tls'), { mode: 'SIMPLE', credentialName: 'shop-tls', minProtocolVersion: 'TLSV1_2' }],
    [GatewayTls.mutual('shop-tls', { minProtocolVersion: TlsVersion.V1_3 }), { mode: 'MUTUAL', credentialName: 'shop-tls', minProtocolVersion: 'TLSV1_3' }],
    [GatewayTls.passthrough(), { mode: 'PASSTHROUGH' }],
  ])('%# is what was asked for', (tls, expected) => {
    expect(tls._tls).toEqual(expected);
  });

  test('refuses names that no certificate has', () => {
    for (const name of [...HOSTILE_TEXTS, 'Shop', 'shop-tls-cacert', 'ns/shop']) {
      expect(() => GatewayTls.simple(name)).toThrow('[MSH003]');
      expect(() => GatewayTls.mutual(name)).toThrow('[MSH003]');
    }
  });

  test('refuses versions that are not safe', () => {
    expect(() => GatewayTls.simple('shop-tls', { minProtocolVersion: 'TLSV1_0' as TlsVersion })).toThrow('[MSH010]');
  });
});
