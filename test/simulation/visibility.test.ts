import { AB, ask, BOTH, istio, SHOP } from './ask';

describe('what a proxy sees', () => {
  const sidecar = (spec: string, namespace = 'shop') => istio('Sidecar', 's', spec, namespace);
  test.each([
    [
      'its own namespace only',
      sidecar('{egress: [{hosts: ["./*"]}], outboundTrafficPolicy: {mode: REGISTRY_ONLY}}'),
      { from: 'shop/a', to: 'c.outsiders' },
      ['502 Sidecar shop/s'],
    ],
    [
      'and the rest in plaintext',
      sidecar('{egress: [{hosts: ["~/c.outsiders.svc.cluster.local", "*/*"]}], outboundTrafficPolicy: {mode: ALLOW_ANY}}'),
      { from: 'shop/a', to: 'c.outsiders' },
      ['outsiders/c'],
    ],
    [
      'nothing on a port',
      sidecar('{egress: [{hosts: ["./*"]}], outboundTrafficPolicy: {mode: REGISTRY_ONLY}}'),
      { from: 'shop/a', to: 'tcp://example.com:99' },
      ['nobody Sidecar shop/s'],
    ],
    [
      'everything but one',
      sidecar('{egress: [{hosts: ["*/*", "~/b.shop.svc.cluster.local"]}], outboundTrafficPolicy: {mode: REGISTRY_ONLY}}'),
      AB,
      ['502 Sidecar shop/s'],
    ],
    [
      "the root namespace's view",
      sidecar('{egress: [{hosts: ["outsiders/*"]}], outboundTrafficPolicy: {mode: REGISTRY_ONLY}}', 'istio-system'),
      AB,
      ['502 Sidecar istio-system/s'],
    ],
    ['for other pods', sidecar('{workloadSelector: {labels: {app: b}}, egress: [{hosts: ["~/*"]}]}'), AB, BOTH],
    [
      'an intruder sees everything',
      sidecar('{egress: [{hosts: ["outsiders/*"]}], outboundTrafficPolicy: {mode: REGISTRY_ONLY}}'),
      { from: 'client:shop/a', to: 'b' },
      BOTH,
    ],
    [
      'a port of its own',
      sidecar(
        '{egress: [{port: {number: 80, protocol: HTTP, name: http}, hosts: ["outsiders/*"]}, {hosts: ["./*"]}], outboundTrafficPolicy: {mode: REGISTRY_ONLY}}',
      ),
      AB,
      ['502 Sidecar shop/s'],
    ],
    [
      'a service shown to nobody else',
      SHOP.replace('name: c, namespace: outsiders}', 'name: c, namespace: outsiders, annotations: {networking.istio.io/exportTo: "."}}')
        .split('---\n')
        .filter((one) => one.includes('exportTo'))
        .join('---\n') + '---\n',
      { from: 'shop/a', to: 'c.outsiders' },
      ['outsiders/c'],
    ],
    [
      'an entry leads outside',
      istio(
        'ServiceEntry',
        'e',
        '{hosts: [x.example.com], location: MESH_EXTERNAL, resolution: DNS, ports: [{number: 80, name: http, protocol: HTTP}]}',
      ) + sidecar('{egress: [{hosts: ["./*"]}], outboundTrafficPolicy: {mode: REGISTRY_ONLY}}'),
      { from: 'shop/a', to: 'x.example.com' },
      ['outside'],
    ],
  ])('%s', (_, objects, question, expected) => {
    expect(ask(SHOP + objects, question)).toEqual(expected);
  });
});
