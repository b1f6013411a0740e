import { Duration } from 'cdk8s';
import { ExternalService, ServicePort } from '../../../src';
import { Shop } from '../../testing/shop';

/** Kinds of the objects an outside host has, once so many services call it. */
function kindsAfter(calls: number): string[] {
  const shop = new Shop();
  const bank = new ExternalService(shop.namespace, 'bank', {
    hosts: ['bank.example.com'], ports: [ServicePort.http(80)], tlsOrigination: { port: 443 }, timeout: Duration.seconds(5),
  });
  for (let caller = 0; caller < calls; caller += 1) shop.service(`caller-${caller}`).calls(bank);
  return shop.synth().filter(({ metadata }) => metadata.name === 'bank').map(({ kind }) => kind);
}

test('rules about traffic come with the first caller, and once', () => {
  expect(kindsAfter(0)).toEqual(['ServiceEntry']);
  expect(kindsAfter(1)).toEqual(['DestinationRule', 'ServiceEntry', 'VirtualService']);
  expect(kindsAfter(2)).toEqual(kindsAfter(1));
});
