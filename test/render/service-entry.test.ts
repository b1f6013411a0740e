import { accepted, aMesh, anExternal, anExternalCall, aPort, aService, withOrigination } from './a-mesh';
import type { ExternalService } from '../../src/model/external';
import { renderExternalDestinationRule } from '../../src/render/external-destination-rule';
import { DESTINATION_RULE, SERVICE_ENTRY } from '../../src/render/kinds';
import { renderServiceEntry } from '../../src/render/service-entry';

const model = (external: ExternalService, called = true) => aMesh({
  services: [aService('shop/orders')], externals: [external], externalCalls: called ? [anExternalCall('shop/orders', external)] : [],
});
const entry = (external: ExternalService) => accepted(SERVICE_ENTRY, renderServiceEntry(model(external), external.key));
const rule = (external: ExternalService, called = true) =>
  accepted(DESTINATION_RULE, renderExternalDestinationRule(model(external, called), external.key));

test('hosts outside are resolved by DNS and known to their callers', () => {
  expect(entry(anExternal('shop/carrier'))).toStrictEqual({
    hosts: ['carrier.example.com'],
    ports: [{ number: 443, name: 'https-443', protocol: 'HTTPS' }],
    location: 'MESH_EXTERNAL',
    resolution: 'DNS',
    exportTo: ['.'],
  });
});

test('fixed addresses and endpoints are kept', () => {
  const external = anExternal('shop/db', { addresses: ['10.9.0.1'], endpoints: ['10.9.0.2', '10.9.0.3'], resolution: 'STATIC', ports: [aPort('TCP', 5432, 5432)] });
  expect(entry(external)).toMatchObject({ addresses: ['10.9.0.1'], endpoints: [{ address: '10.9.0.2' }, { address: '10.9.0.3' }], resolution: 'STATIC' });
});

test('where TLS is originated, plain requests go to the TLS port', () => {
  expect(entry(withOrigination(anExternal('shop/carrier'))).ports).toEqual([{ number: 80, name: 'http-80', protocol: 'HTTP', targetPort: 443 }]);
});

test('where connections go wherever the application sends them, no port is promised', () => {
  const external = anExternal('shop/wild', { hosts: ['*.example.com'], resolution: 'NONE', ports: [aPort('TLS', 443, 8443)] });
  expect(entry(external).ports).toEqual([{ number: 443, name: 'tls-443', protocol: 'TLS' }]);
});

test('originated TLS is verified: name, authority, and on the plain port only', () => {
  const external = withOrigination(anExternal('shop/carrier'));
  expect(rule(external)).toStrictEqual({
    host: 'carrier.example.com',
    trafficPolicy: {
      portLevelSettings: [{
        port: { number: 80 },
        tls: {
          mode: 'SIMPLE',
          sni: 'carrier.example.com',
          caCertificates: '/etc/ssl/certs/ca-certificates.crt',
          subjectAltNames: ['carrier.example.com'],
        },
      }],
    },
    exportTo: ['.'],
  });
});

test('without callers the rule stays at home: it has no word for nowhere', () => {
  expect(rule(withOrigination(anExternal('shop/carrier')), false).exportTo).toEqual(['.']);
});

test('TLS that verifies nothing, or on nothing, is refused', () => {
  const external = withOrigination(anExternal('shop/carrier'));
  expect(() => rule({ ...external, tls: { ...external.tls!, caCertificates: '' } })).toThrow('verifies nothing');
  expect(() => rule({ ...external, hosts: ['a.example.com', 'b.example.com'] })).toThrow('one host');
  expect(() => rule({ ...external, ports: [aPort('HTTPS', 443, 443)] })).toThrow('HTTP port');
  expect(() => rule({ ...external, tls: undefined })).toThrow('no TLS origination');
});
