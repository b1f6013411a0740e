import { Chart, Duration } from 'cdk8s';
import { parse } from 'yaml';
import {
  EnforcementStage, ExternalService, GatewayTls, HttpMethod, MeshAnalysis, MeshGateway, MeshService, PathMatch, PlainNamespace, PlainService,
  RateLimit,
  RateLimitDescriptor, RateLimitService, RateLimitUnit, RouteMatch, ServicePort,
} from '../../../src';
import type { GlobalRateLimitOptions, RateLimitServiceProps } from '../../../src';
import { image, refusal, Shop } from '../../testing/shop';
import { find } from '../../testing/synth';

const counterOf = (shop: Shop) => shop.service('counter', { ports: [ServicePort.grpc(8081)] });
const counting = (shop: Shop, props: Partial<RateLimitServiceProps> = {}, id = 'partners') => new RateLimitService(shop.chart, id, { service: props.service ?? counterOf(shop), ...props });
const limit = (service: RateLimitService, options: Partial<GlobalRateLimitOptions> = {}) =>
  RateLimit.globalBy(service, { requests: 10, per: RateLimitUnit.MINUTE, ...options });

/** A service that is limited, beside the one that counts. */
function limited(props: Partial<RateLimitServiceProps> = {}, shop = new Shop()): any[] {
  shop.service('a').rateLimit(limit(counting(shop, props)));
  return shop.synth();
}
const configOf = (objects: any[]) => find(objects, 'EnvoyFilter', 'a-rate-limit').spec.configPatches.map(({ patch }: any) => patch.value.typed_config);

describe('the filter', () => {
  test('waits a tenth of a second, and lets nothing pass that nobody has counted', () => {
    const [config] = configOf(limited());
    expect(config).toMatchObject({
      domain: 'partners',
      timeout: '0.1s',
      failure_mode_deny: true,
      status_on_error: { code: 'TooManyRequests' },
      rate_limit_service: {
        transport_api_version: 'V3',
        grpc_service: { envoy_grpc: { cluster_name: 'outbound|8081||counter.shop.svc.cluster.local', authority: 'counter.shop.svc.cluster.local' } },
      },
    });
  });

  test('is open where a reason is given, and says it', () => {
    const objects = limited({ failOpenReason: 'adverts', timeout: Duration.seconds(2) });
    expect(configOf(objects)).toMatchObject([{ failure_mode_deny: false, timeout: '2s' }]);
    expect(find(objects, 'EnvoyFilter', 'a-rate-limit').metadata.annotations).toEqual({ 'cdk8s-istio/reason': 'adverts' });
  });

  test('stands behind the one by which each proxy counts, and says for both what is left', () => {
    const shop = new Shop();
    const service = shop.service('a');
    service.rateLimit(limit(counting(shop)));
    service.rateLimit(RateLimit.local({ requests: 1, per: RateLimitUnit.SECOND }));
    expect(configOf(shop.synth()).map((config: any) => [config['@type'].split('.').pop(), config.enable_x_ratelimit_headers]))
      .toEqual([['LocalRateLimit', 'OFF'], ['RateLimit', 'DRAFT_VERSION_03']]);
  });

  test('can ask a host outside', () => {
    const shop = new Shop();
    const outside = new ExternalService(shop.namespace, 'out', { hosts: ['limits.example.com'], ports: [ServicePort.grpc(443)], tlsOrigination: {} });
    const objects = limited({ service: outside }, shop);
    expect(configOf(objects)[0].rate_limit_service.grpc_service.envoy_grpc.cluster_name).toBe('outbound|443||limits.example.com');
    expect(find(objects, 'Sidecar', 'a').spec.egress[0].hosts).toContain('./limits.example.com');
    expect(objects.filter(({ kind }) => kind === 'ConfigMap')).toEqual([]);
  });
});

describe('the way there', () => {
  test('is open to who is limited, for counting only', () => {
    const { spec } = find(limited(), 'AuthorizationPolicy', 'counter-callers');
    expect(spec.rules).toEqual([{
      from: [{ source: { principals: ['cluster.local/ns/shop/sa/a'] } }],
      to: [{ operation: { methods: ['POST'], paths: ['/envoy.service.ratelimit.v3.RateLimitService/ShouldRateLimit'], ports: ['8081'] } }],
    }]);
  });

  test('is known to the limited proxies, and to no other', () => {
    const shop = new Shop();
    shop.service('b');
    const objects = limited({}, shop);
    const hosts = (name: string) => find(objects, 'Sidecar', name).spec.egress.flatMap((egress: any) => egress.hosts);
    expect(hosts('a')).toContain('./counter.shop.svc.cluster.local');
    expect(hosts('b')).not.toContain('./counter.shop.svc.cluster.local');
  });

  test('is open to gateways that are limited', () => {
    const shop = new Shop();
    const gateway = new MeshGateway(shop.namespace, 'edge', { hosts: ['a.example.com'], tls: GatewayTls.simple('tls') });
    gateway.route(shop.service('a'));
    gateway.rateLimit(limit(counting(shop)));
    expect(find(shop.synth(), 'AuthorizationPolicy', 'counter-callers').spec.rules[0].from[0].source.principals)
      .toEqual(['cluster.local/ns/istio-system/sa/istio-ingressgateway-service-account']);
  });

  test('is not asked for where nobody is limited', () => {
    const shop = new Shop();
    counting(shop);
    expect(shop.synth().filter(({ kind, metadata }) => kind === 'AuthorizationPolicy' && metadata.name === 'counter-callers')).toEqual([]);
  });

  test.each(Object.values(EnforcementStage))('leaves nothing for the analysis to find in the stage %s', (stage) => {
    const foundIn = (declare: (shop: Shop) => void) => {
      const shop = new Shop({ stage });
      declare(shop);
      return MeshAnalysis.ofApp(shop.app).findings.map(({ code, message }) => `${code} ${message}`);
    };
    expect(foundIn((shop) => limited({}, shop))).toEqual(foundIn((shop) => shop.service('a').calls(counterOf(shop))));
  });
});

describe('the configuration', () => {
  test('has every limit of its domain, as a tree in which nothing stands twice', () => {
    const shop = new Shop();
    const [a, b] = ['a', 'b'].map((id) => shop.service(id));
    const partners = counting(shop);
    const post = { match: RouteMatch.of({ path: PathMatch.exact('/x'), methods: [HttpMethod.POST] }) };
    for (const service of [b, a]) service.rateLimit(limit(partners, { descriptors: [RateLimitDescriptor.header('x-a')] }));
    a.rateLimit(limit(partners, post));
    a.rateLimit(limit(partners, post));
    a.rateLimit(limit(partners));
    const text = find(shop.synth(), 'ConfigMap', RateLimitService.configMapNameOf('partners')).data['limits.yaml'];
    const counts = { unit: 'minute', requests_per_unit: 10 };
    const byHeader = [{ key: 'header x-a', value: '(none)', rate_limit: counts }, { key: 'header x-a', rate_limit: counts }];
    expect(parse(text)).toEqual({
      domain: 'partners',
      descriptors: [
        {
          key: 'service',
          value: 'shop/a',
          descriptors: [{
            key: 'limit', value: '10 per minute', rate_limit: counts, descriptors: expect.arrayContaining([{ key: 'match', value: 'POST, exact /x', rate_limit: counts }, ...byHeader]),
          }],
        },
        { key: 'service', value: 'shop/b', descriptors: [{ key: 'limit', value: '10 per minute', descriptors: byHeader }] },
      ],
    });
    expect(partners.toText()).toBe(text);
  });

  test('says the same as the filters ask: each way of counting is in it', () => {
    const shop = new Shop();
    const service = shop.service('a');
    const partners = counting(shop);
    service.rateLimit(limit(partners, { descriptors: [RateLimitDescriptor.header('x-a'), RateLimitDescriptor.header('x-b')] }));
    const leaves = (descriptors: any[]): number =>
      descriptors.reduce((sum, one) => sum + (one.rate_limit === undefined ? 0 : 1) + leaves(one.descriptors ?? []), 0);
    expect(leaves(parse(partners.toText()).descriptors)).toBe(configOf(shop.synth())[0].rate_limits.length);
  });

  test('is for others to bring there, where the service is theirs', () => {
    const shop = new Shop();
    const theirs = MeshService.fromAttributes(shop.chart, 'theirs', { serviceName: 'counter', namespaceName: 'limits', ports: [ServicePort.grpc(8081)] });
    expect(limited({ service: theirs }, shop).filter(({ kind }) => kind === 'ConfigMap')).toEqual([]);
  });
});

describe('refused', () => {
  test.each<[string, (shop: Shop) => unknown, string]>([
    ['a blank reason', (s) => counting(s, { failOpenReason: ' ' }),
      '[MSH053] app/partners: letting requests pass when nobody counts needs a reason; got " "; allowed: one line of text; fix: say in `reason` why this is acceptable; it is written on the object'],
    ['a bad domain', (s) => counting(s, {}, 'My_Limits'), '[MSH002] app/My_Limits: the domain of limits is not a DNS label; got "My_Limits"; allowed: at most 63 lower-case letters, digits and -, with a letter or digit at both ends'],
    ['no time', (s) => counting(s, { timeout: Duration.millis(0) }), '[MSH013] app/partners: timeout is not a duration it can have; got "0 ms"; allowed: from 1 ms, in whole milliseconds, up to ten years'],
    ['who speaks no gRPC', (s) => counting(s, { service: s.service('web') }), '[MSH465] app/shop/web: web has no such port that can be asked by gRPC; allowed: ports of GRPC or HTTP2; fix: declare the port with its protocol: ServicePort.grpc(…); where TLS is spoken outside, with tlsOrigination'],
    ['who has no proxy', (s) => counting(s, { service: new PlainService(new PlainNamespace(s.chart, 'old'), 'p', { ports: [ServicePort.grpc(8081)], workload: image('p'), reason: 'a' }) }),
      '[MSH465] app/old/p: p is outside of the mesh: nothing proves that it is the one who answers; fix: bring it into the mesh, or declare it as an ExternalService with tlsOrigination'],
    ['a host outside, at a gateway', (s) => {
      const outside = new ExternalService(s.namespace, 'out', { hosts: ['limits.example.com'], ports: [ServicePort.grpc(443)], tlsOrigination: {} });
      new MeshGateway(s.namespace, 'edge', { hosts: ['a.example.com'], tls: GatewayTls.simple('tls') }).rateLimit(limit(counting(s, { service: outside })));
    }, '[MSH078] app/partners: a gateway asks services of the mesh only; got ["limits.example.com"]; fix: let a MeshService count, or limit the services behind the gateway'],
    ['two of one domain', (s) => {
      const service = counterOf(s);
      counting(s, { service });
      new RateLimitService(s.namespace, 'partners', { service });
    },
    '[MSH051] app/shop/partners: ConfigMap shop/partners-rate-limits is already made by \'app/partners\'; fix: give one of the two another id (names are made from ids)'],
    ['who counts, counted by itself', (s) => {
      const counter = counterOf(s);
      counter.rateLimit(limit(counting(s, { service: counter })));
    }, '[MSH485] app/shop/counter: shop/counter counts requests, and requests to it would wait to be counted; fix: limit it by RateLimit.local(…), or not at all: its policy says who may ask it'],
  ])('%s', (_, wrong, message) => {
    expect(refusal(wrong)).toBe(message);
  });

  test('two of one domain that others run', () => {
    const message = refusal((s) => {
      const theirs = MeshService.fromAttributes(s.chart, 'theirs', { serviceName: 'counter', namespaceName: 'limits', ports: [ServicePort.grpc(8081)] });
      for (const scope of [s.namespace, new Chart(s.app, 'other')]) new RateLimitService(scope, 'partners', { service: theirs });
    });
    expect(message).toBe('[MSH484] other/partners: the mesh has another rate limit service of this domain; got "partners"; fix: give it another id');
  });
});
