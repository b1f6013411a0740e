import { type RouteKind, routesOfServer } from '../../src/manifests/server-kind';

describe('the routes that a server follows', () => {
  test.each<[string, any, RouteKind]>([
    ['HTTP', undefined, 'http'],
    ['grpc-web', undefined, 'http'],
    ['HTTPS', { mode: 'SIMPLE' }, 'http'],
    ['HTTPS', { mode: 'PASSTHROUGH' }, 'tls'],
    ['HTTPS', {}, 'tls'],
    ['HTTPS', undefined, 'http'],
    ['TLS', { mode: 'MUTUAL' }, 'tcp'],
    ['tls', { mode: 'AUTO_PASSTHROUGH' }, 'tls'],
    ['TCP', undefined, 'tcp'],
    ['MONGO', undefined, 'tcp'],
  ])('of %s with %j: %s', (protocol, tls, expected) => {
    expect(routesOfServer({ port: { number: 443, name: 'a', protocol }, hosts: ['*'], tls })).toBe(expected);
  });
});
