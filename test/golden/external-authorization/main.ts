import { App, Chart, Duration } from 'cdk8s';
import {
  ExtAuthzProvider, ExternalAuthorization, ExternalService, HttpMethod, MeshService, PathMatch, ServicePort, Workload, ZeroTrustNamespace,
} from '../../../src';

/** A service of another namespace decides about one service, and a host outside about another; each is reached by whoever asks it, and by nobody else. */
export function build(app: App): void {
  const chart = new Chart(app, 'shop');
  const shop = new ZeroTrustNamespace(chart, 'shop');
  const policy = new ZeroTrustNamespace(chart, 'policy');
  const image = (name: string) => Workload.deployment({ image: `registry.example.com/${name}:1.0.0` });
  const judge = new MeshService(policy, 'judge', { ports: [ServicePort.grpc(9191)], workload: image('judge') });
  const payments = new MeshService(shop, 'payments', { ports: [ServicePort.http(80, { targetPort: 8080 }), ServicePort.tcp(5432)], workload: image('payments') });
  const reviews = new MeshService(shop, 'reviews', { ports: [ServicePort.http(8080)], workload: image('reviews') });

  const decisions = new ExternalAuthorization(chart, 'payment-decisions', { provider: ExtAuthzProvider.grpc(judge, { body: { maxRequestBytes: 8192 } }) });
  decisions.protect(payments, { exceptPaths: [PathMatch.exact('/health'), PathMatch.subtree('/public')] });

  const outside = new ExternalService(shop, 'moderation', { hosts: ['moderation.example.com'], ports: [ServicePort.http(80)], tlsOrigination: {} });
  const moderation = new ExternalAuthorization(chart, 'moderation', {
    provider: ExtAuthzProvider.http(outside, { timeout: Duration.millis(300), failOpenReason: 'a review that nobody has read is better than none' }),
  });
  moderation.protect(reviews, { methods: [HttpMethod.POST] });
  moderation.protect(reviews, { methods: [HttpMethod.PUT], paths: [PathMatch.subtree('/reviews')] });
}
