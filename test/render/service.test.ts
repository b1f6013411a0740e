import { accepted, aPort, aService } from './a-mesh';
import { PROTOCOLS } from '../../src/model/service';
import { POD_DISRUPTION_BUDGET, SERVICE } from '../../src/render/kinds';
import { renderPodDisruptionBudget } from '../../src/render/pod-disruption-budget';
import { renderService } from '../../src/render/service';

describe('the Service', () => {
  test('says what each of its ports speaks', () => {
    expect(accepted(SERVICE, renderService(aService('shop/orders', { ports: [aPort('HTTP'), aPort('GRPC-WEB', 90, 9090)] })))).toEqual({
      type: 'ClusterIP',
      selector: { app: 'orders' },
      ports: [
        { name: 'http-80', port: 80, targetPort: 8080, protocol: 'TCP', appProtocol: 'http' },
        { name: 'grpc-web-90', port: 90, targetPort: 9090, protocol: 'TCP', appProtocol: 'grpc-web' },
      ],
    });
  });

  test.each(PROTOCOLS)('uses a word that Istio knows for %s', (protocol) => {
    const words = ['http', 'http2', 'https', 'grpc', 'grpc-web', 'tcp', 'tls', 'mongo', 'mysql', 'redis'];
    expect(words).toContain(renderService(aService('shop/orders', { ports: [aPort(protocol)] })).ports[0].appProtocol);
  });

  test('selects no pods by accident', () => {
    expect(() => renderService(aService('shop/orders', { selector: {} }))).toThrow('internal error');
  });
});

describe('the PodDisruptionBudget', () => {
  test('lets one pod of the service go at a time', () => {
    expect(accepted(POD_DISRUPTION_BUDGET, renderPodDisruptionBudget(aService('shop/orders'))))
      .toEqual({ maxUnavailable: 1, selector: { matchLabels: { app: 'orders' } } });
  });
});
