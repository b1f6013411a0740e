import { App, Chart } from 'cdk8s';
import {
  AbTest, AbVariant, CanaryRelease, GatewayTls, HeaderMatch, MeshGateway, MeshNamespace, MeshService, PathMatch, QueryMatch, ServicePort, Workload,
} from '../../../src';

/** A test and a release of one service: groups get their variant, everybody else is part of the release, outside and inside alike. */
export function build(app: App): void {
  const shop = new MeshNamespace(new Chart(app, 'shop'), 'shop');
  const pods = (version: string) => Workload.selecting({ labels: { app: 'search', version }, serviceAccountName: 'search' });
  const search = new MeshService(shop, 'search', { ports: [ServicePort.http(8080)], versions: { v1: pods('v1'), v2: pods('v2'), ml: pods('ml') } });
  new AbTest(shop, 'models', {
    service: search,
    variants: [
      AbVariant.header(HeaderMatch.exact('user-group', 'beta'), 'ml'),
      AbVariant.cookie('model', 'ml.1', 'ml'),
      AbVariant.query(QueryMatch.exact('model', 'ml'), 'ml'),
    ],
    defaultVersion: 'v1',
  });
  new CanaryRelease(shop, 'release', { service: search, stable: 'v1', candidate: 'v2', steps: [20, 100], step: 1 });
  const edge = new MeshGateway(shop, 'edge', { hosts: ['api.example.com'], tls: GatewayTls.simple('api-tls') });
  edge.route(search, { path: PathMatch.subtree('/search') });
}
