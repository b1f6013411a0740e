import { accepted } from './a-mesh';
import { renderCertificate } from '../../src/render/certificate';
import { CERTIFICATE } from '../../src/render/kinds';

const issuerRef = { name: 'letsencrypt', kind: 'ClusterIssuer' } as const;

test('a certificate is written where the gateway reads it, for each host once', () => {
  const spec = renderCertificate({ secretName: 'edge-tls', dnsNames: ['b.example.com', 'a.example.com', 'b.example.com'], issuerRef });
  expect(accepted(CERTIFICATE, spec)).toStrictEqual({
    secretName: 'edge-tls', dnsNames: ['a.example.com', 'b.example.com'], issuerRef: { group: 'cert-manager.io', kind: 'ClusterIssuer', name: 'letsencrypt' },
  });
});

test('a certificate for nobody is refused', () => {
  expect(() => renderCertificate({ secretName: 'edge-tls', dnsNames: [], issuerRef })).toThrow('no host');
});
