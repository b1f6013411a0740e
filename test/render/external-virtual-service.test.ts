import { anExternal } from './a-mesh';
import { renderExternalVirtualService } from '../../src/render/external-virtual-service';
import { aModel } from '../testing/a-model';
import { validateObject } from '../testing/validate-object';

test('requests to an outside host have a timeout and explicit retries', () => {
  const external = anExternal('shop/mail', {
    ports: [{ name: 'http-80', number: 80, targetPort: 80, protocol: 'HTTP' }],
    timeoutMs: 15_000,
    retries: { attempts: 2, retryOn: ['connect-failure'], retryIdempotentOn: [] },
  });
  const spec = renderExternalVirtualService(aModel({ externals: [external] }), external.key, 'mail.example.com');
  expect(spec).toEqual({
    hosts: ['mail.example.com'],
    exportTo: ['.'],
    http: [{
      name: 'default',
      route: [{ destination: { host: 'mail.example.com', port: { number: 80 } } }],
      timeout: '15s',
      retries: { attempts: 2, retryOn: 'connect-failure' },
    }],
  });
  expect(validateObject({ apiVersion: 'networking.istio.io/v1', kind: 'VirtualService', metadata: { name: 'mail', namespace: 'shop' }, spec })).toEqual([]);
});
