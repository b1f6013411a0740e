import { PortProtocol, ServicePort } from '../../../src/constructs/service/service-port';
import { HOSTILE_TEXTS } from '../../testing/hostile-texts';

describe('ServicePort', () => {
  test.each([
    [ServicePort.http(8080), 'http-8080', PortProtocol.HTTP],
    [ServicePort.http2(8080), 'http2-8080', PortProtocol.HTTP2],
    [ServicePort.grpc(8080), 'grpc-8080', PortProtocol.GRPC],
    [ServicePort.grpcWeb(8080), 'grpc-web-8080', PortProtocol.GRPC_WEB],
    [ServicePort.https(8080), 'https-8080', PortProtocol.HTTPS],
    [ServicePort.tls(8080), 'tls-8080', PortProtocol.TLS],
    [ServicePort.tcp(8080), 'tcp-8080', PortProtocol.TCP],
    [ServicePort.mongo(8080), 'mongo-8080', PortProtocol.MONGO],
    [ServicePort.mysql(8080), 'mysql-8080', PortProtocol.MYSQL],
    [ServicePort.redis(8080), 'redis-8080', PortProtocol.REDIS],
  ])('%# is named after what it speaks', (port, name, protocol) => {
    expect(port).toEqual({ name, number: 8080, targetPort: 8080, protocol });
    expect(port._port).toEqual({ name, number: 8080, targetPort: 8080, protocol });
  });

  test('leads to another port of the pod', () => {
    expect(ServicePort.http(80, { name: 'http', targetPort: 3000 })._port).toEqual({ name: 'http', number: 80, targetPort: 3000, protocol: 'HTTP' });
  });

  test('the Service may use a port number of the proxy, the pod may not', () => {
    expect(ServicePort.http(15021, { targetPort: 8080 }).number).toBe(15021);
    expect(() => ServicePort.http(15021)).toThrow('[MSH007]');
    expect(() => ServicePort.http(80, { targetPort: 15001 })).toThrow('[MSH007]');
  });

  test.each([
    ['MSH006', () => ServicePort.http(0)],
    ['MSH006', () => ServicePort.http(65536)],
    ['MSH006', () => ServicePort.http(80, { targetPort: 1.5 })],
    ['MSH010', () => ServicePort.of({ number: 80, protocol: 'UDP' as PortProtocol })],
    ['MSH040', () => ServicePort.http(80, { name: 'web' })],
    ['MSH040', () => ServicePort.http(80, { name: 'https-web' })],
    ['MSH040', () => ServicePort.http(80, { name: 'httpweb' })],
    ['MSH040', () => ServicePort.grpc(80, { name: 'grpc-web' })],
    ['MSH040', () => ServicePort.grpcWeb(80, { name: 'grpc-webby' })],
    ['MSH040', () => ServicePort.tcp(80, { name: 'http' })],
  ])('refuses with %s (%#)', (code, wrong) => {
    expect(wrong).toThrow(`[${code}]`);
  });

  test('refuses hostile names', () => {
    for (const name of HOSTILE_TEXTS) expect(() => ServicePort.http(80, { name: `http-${name}` })).toThrow('[MSH002]');
  });
});
