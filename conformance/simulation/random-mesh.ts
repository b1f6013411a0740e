import type { Random } from './random';
import { type PolicyWorld, randomAuthorization, randomPeerAuthentication, randomRequestAuthentication } from './random-policy';
import { randomDestinationRule, randomHttp } from './random-route';
import type { KubeObject } from '../mesh/kube';

/** A random mesh in a namespace: everything that says who may call whom, and where requests go. */
export function randomMesh(random: Random, namespace: string, world: PolicyWorld): KubeObject[] {
  const { seed } = random;
  const object = (kind: string, index: number, spec: object, annotations: Record<string, string> = {}): KubeObject => ({
    apiVersion: `${GROUPS[kind]}.istio.io/v1`,
    kind,
    metadata: { name: `m${seed}-${index}`, namespace, ...(Object.keys(annotations).length > 0 ? { annotations } : {}) },
    spec,
  });
  const gateway = `${namespace}/m${seed}-0`;
  const gateways = random.times(random.chance(0.75) ? 1 : 0, 1, () => object('Gateway', 0, randomGateway(random, namespace)));
  const peer = random.chance(0.5) ? random.times(1, 2, (index) => object('PeerAuthentication', index, randomPeerAuthentication(random))) : [];
  return [
    ...peer,
    ...random.times(0, 4, (index) => {
      const { annotations, spec } = randomAuthorization(random, world);
      return object('AuthorizationPolicy', index, spec, annotations);
    }),
    ...(random.chance(0.45) ? random.times(1, 2, (index) => object('RequestAuthentication', index, randomRequestAuthentication(random, world))) : []),
    ...random.times(0, 2, (index) =>
      object(
        'DestinationRule',
        index,
        randomDestinationRule(
          random,
          random.pick([
            'b',
            'b',
            `b.${namespace}.svc.cluster.local`,
            'c',
            '*.svc.cluster.local',
            `*.${namespace}.svc.cluster.local`,
            `b.${random.pick(world.namespaces)}.svc.cluster.local`,
          ]),
        ),
      ),
    ),
    ...(random.chance(0.8)
      ? random.times(1, 2, (index) =>
        object('VirtualService', index, randomVirtualService(random, namespace, world, gateways.length > 0 ? gateway : undefined)),
      )
      : []),
    ...gateways,
    ...(random.chance(0.3)
      ? [object('VirtualService', 7, { http: randomHttp(random, { namespace, namespaces: world.namespaces, gateways: ['mesh'] }) })]
      : []),
    randomService(random, namespace, world),
    ...(random.chance(0.35) ? [object('ServiceEntry', 0, randomEntry(random, namespace, world))] : []),
    ...(random.chance(0.3) ? random.times(1, 2, (index) => object('Sidecar', index, randomSidecar(random, namespace, world, index))) : []),
  ];
}

/** Policies of the root namespace: for every workload, gateways included. */
export function randomRoot(random: Random, world: PolicyWorld): KubeObject[] {
  const name = (index: number) => ({ name: `root${random.seed}-${index}`, namespace: world.rootNamespace });
  const gateway = { selector: { matchLabels: { istio: 'ingressgateway' } } };
  return [
    ...(random.chance(0.35)
      ? [
        {
          apiVersion: 'security.istio.io/v1',
          kind: 'PeerAuthentication',
          metadata: name(0),
          spec: { mtls: { mode: random.pick(['STRICT', 'PERMISSIVE', 'DISABLE']) } },
        },
      ]
      : []),
    ...(random.chance(0.35)
      ? [randomAuthorization(random, world)].map(({ annotations, spec: { selector, ...spec } }) => ({
        apiVersion: 'security.istio.io/v1',
        kind: 'AuthorizationPolicy',
        metadata: { ...name(1), annotations },
        spec: { ...(random.chance(0.6) ? gateway : {}), ...spec },
      }))
      : []),
    ...(random.chance(0.4)
      ? [
        {
          apiVersion: 'security.istio.io/v1',
          kind: 'RequestAuthentication',
          metadata: name(2),
          spec: randomRequestAuthentication(random, world, random.chance(0.8)),
        },
      ]
      : []),
  ];
}

const GROUPS: Readonly<Record<string, string>> = {
  AuthorizationPolicy: 'security',
  PeerAuthentication: 'security',
  RequestAuthentication: 'security',
  DestinationRule: 'networking',
  VirtualService: 'networking',
  Gateway: 'networking',
  ServiceEntry: 'networking',
  Sidecar: 'networking',
};

function randomGateway(random: Random, namespace: string): object {
  const host = `web.${namespace}.example.com`;
  const hosts = () =>
    random.pick([
      [host],
      [`*.${namespace}.example.com`],
      [`${namespace}/*.${namespace}.example.com`],
      [`./${host}`],
      [host, `api.${namespace}.example.com`],
      [`*/${host}`],
    ]);
  return {
    selector: { istio: 'ingressgateway' },
    servers: [
      { port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts: hosts(), ...random.maybe(0.2, () => ({ tls: { httpsRedirect: true } })) },
      ...(random.chance(0.5)
        ? [
          {
            port: { number: 443, name: 'https', protocol: 'HTTPS' },
            hosts: hosts(),
            tls: { mode: 'SIMPLE', credentialName: `web-m${random.seed}` },
          },
        ]
        : []),
    ],
  };
}

function randomVirtualService(random: Random, namespace: string, { namespaces }: PolicyWorld, gateway: string | undefined): object {
  const other = random.pick(namespaces);
  const web = random.chance(0.3) ? [`*.${namespace}.example.com`] : [`web.${namespace}.example.com`, `api.${namespace}.example.com`];
  const isPublic = gateway !== undefined && random.chance(0.5);
  const hosts = isPublic
    ? random.some(web, 1, 2)
    : random.pick([
      ['b'],
      [`b.${namespace}.svc.cluster.local`],
      ['c'],
      ['b', 'c'],
      [`b.${other}.svc.cluster.local`],
      [`*.${namespace}.svc.cluster.local`],
      [`unknown.${namespace}.example.com`],
      [`unknown.${namespace}.example.com`],
      ['d'],
      ['*.example.com'],
      ['a', `unknown.${namespace}.example.com`],
    ]);
  const gateways = isPublic
    ? random.pick([[gateway], [gateway.split('/')[1]], [gateway, 'mesh']])
    : random.chance(0.8)
      ? undefined
      : gateway === undefined
        ? ['mesh']
        : ['mesh', gateway];
  return {
    hosts,
    ...(gateways === undefined ? {} : { gateways }),
    ...random.maybe(0.15, () => ({ exportTo: random.pick([['.'], ['*'], [other], [other, 'elsewhere']]) })),
    ...random.maybe(isPublic ? 0 : 0.25, () => ({
      tcp: [
        {
          ...random.maybe(0.6, () => ({
            match: [random.pick([{ port: 9000 }, { port: 9001 }, { sourceLabels: { app: 'a' } }, { gateways: ['mesh'] }])],
          })),
          route: [{ destination: { host: 'b', port: { number: 9000 }, ...random.maybe(0.5, () => ({ subset: random.pick(['v1', 'v2']) })) } }],
        },
      ],
    })),
    http:
      random.chance(0.12) && !isPublic
        ? [
          {
            match: [{ uri: { prefix: random.pick(['/api', '/']) } }],
            delegate: { name: `m${random.seed}-7`, ...random.maybe(0.5, () => ({ namespace })) },
          },
          ...randomHttp(random, { namespace, namespaces, gateways: ['mesh'] }),
        ]
        : randomHttp(random, { namespace, namespaces, gateways: gateways ?? ['mesh'] }),
  };
}

/** A second service of the same pods, which may be hidden from others. */
function randomService(random: Random, namespace: string, { namespaces }: PolicyWorld): KubeObject {
  const annotations = random.chance(0.7) ? { 'networking.istio.io/exportTo': random.pick(['.', '*', '~', random.pick(namespaces)]) } : {};
  const ports = [{ name: 'http', port: random.pick([80, 8085]), targetPort: 8080 }];
  return { apiVersion: 'v1', kind: 'Service', metadata: { name: 'd', namespace, annotations }, spec: { selector: { app: 'c' }, ports } };
}

function randomEntry(random: Random, namespace: string, { namespaces }: PolicyWorld): object {
  return {
    hosts: [random.pick([`unknown.${namespace}.example.com`, `unknown.${random.pick(namespaces)}.example.com`, `ext.${namespace}.example.com`])],
    location: 'MESH_EXTERNAL',
    resolution: 'DNS',
    ports: [{ number: 80, name: 'http', protocol: 'HTTP' }],
    ...random.maybe(0.4, () => ({ exportTo: [random.pick(['.', '*', ...namespaces])] })),
  };
}

function randomSidecar(random: Random, namespace: string, { namespaces }: PolicyWorld, index: number): object {
  const hosts = random.pick([
    ['./*'],
    ['*/*'],
    ['./b.*'.replace('.*', `.${namespace}.svc.cluster.local`)],
    ['istio-system/*', './*'],
    [`${random.pick(namespaces)}/*`],
    ['*/b.*'.replace('b.*', `b.${namespace}.svc.cluster.local`)],
    ['*/*', `~/b.${namespace}.svc.cluster.local`],
    ['~/*'],
  ]);
  return {
    ...(index > 0 || random.chance(0.3) ? { workloadSelector: { labels: { app: random.pick(['a', 'b']) } } } : {}),
    egress: [
      ...(random.chance(0.15) ? [{ port: { number: 80, protocol: 'HTTP', name: 'http' }, hosts: ['./*'] }] : []),
      { hosts: hosts.filter((host) => host !== '~/*').length === 0 ? ['./*'] : hosts },
    ],
    ...random.maybe(0.6, () => ({ outboundTrafficPolicy: { mode: random.pick(['REGISTRY_ONLY', 'ALLOW_ANY']) } })),
  };
}
