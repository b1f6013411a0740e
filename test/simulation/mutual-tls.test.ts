import { AB, ask, BOTH, istio, peers, SHOP } from './ask';

describe('mutual TLS', () => {
  test.each([
    ['STRICT lets proxies in', peers('{mtls: {mode: STRICT}}'), AB, BOTH],
    [
      'and nobody else',
      peers('{mtls: {mode: STRICT}}'),
      { from: 'plain:outsiders', to: 'b.shop' },
      ['50% nobody PeerAuthentication shop/peers', '50% nobody PeerAuthentication shop/peers'],
    ],
    [
      'the root namespace says it for all',
      peers('{mtls: {mode: STRICT}}', 'istio-system'),
      { from: 'plain:x', to: 'a.shop' },
      ['nobody PeerAuthentication istio-system/peers'],
    ],
    [
      'a namespace says it otherwise',
      peers('{mtls: {mode: STRICT}}', 'istio-system') + peers('{mtls: {mode: PERMISSIVE}}'),
      { from: 'plain:x', to: 'a.shop' },
      ['shop/a'],
    ],
    [
      'UNSET asks the namespace',
      peers('{selector: {matchLabels: {app: a}}, mtls: {mode: UNSET}}') + peers('{mtls: {mode: STRICT}}', 'istio-system'),
      { from: 'plain:x', to: 'a.shop' },
      ['nobody PeerAuthentication istio-system/peers'],
    ],
    [
      'a port says it for itself',
      peers('{selector: {matchLabels: {app: a}}, mtls: {mode: STRICT}, portLevelMtls: {8080: {mode: PERMISSIVE}}}'),
      { from: 'plain:x', to: 'a.shop' },
      ['shop/a'],
    ],
    ['DISABLE is followed by callers', peers('{mtls: {mode: DISABLE}}'), { from: 'shop/b', to: 'a' }, ['shop/a']],
    [
      'a DestinationRule that insists is refused by DISABLE',
      peers('{mtls: {mode: DISABLE}}') + istio('DestinationRule', 'd', '{host: a, trafficPolicy: {tls: {mode: ISTIO_MUTUAL}}}'),
      { from: 'shop/b', to: 'a' },
      ['503 PeerAuthentication shop/peers'],
    ],
    [
      'a DestinationRule without it is refused by STRICT',
      peers('{mtls: {mode: STRICT}}') + istio('DestinationRule', 'd', '{host: a, trafficPolicy: {tls: {mode: DISABLE}}}'),
      { from: 'shop/b', to: 'a' },
      ['503 PeerAuthentication shop/peers'],
    ],
    [
      'pods without a proxy understand none',
      istio('DestinationRule', 'd', '{host: c.outsiders.svc.cluster.local, trafficPolicy: {tls: {mode: ISTIO_MUTUAL}}}'),
      { from: 'shop/b', to: 'c.outsiders' },
      ['503'],
    ],
    [
      'TLS of another kind is not simulated',
      istio('DestinationRule', 'd', '{host: a, trafficPolicy: {tls: {mode: SIMPLE}}}'),
      { from: 'shop/b', to: 'a' },
      ['unknown'],
    ],
    // A policy of a port replaces that of the host, but endpoints are still marked by the latter.
    [
      'a port without TLS keeps what the host says',
      istio(
        'DestinationRule',
        'd',
        '{host: a, trafficPolicy: {tls: {mode: DISABLE}, portLevelSettings: [{port: {number: 80}, loadBalancer: {simple: ROUND_ROBIN}}]}}',
      ) + peers('{mtls: {mode: STRICT}}'),
      { from: 'shop/b', to: 'a' },
      ['503 PeerAuthentication shop/peers'],
    ],
  ])('%s', (_, objects, question, expected) => {
    expect(ask(SHOP + objects, question)).toEqual(expected);
  });
});
