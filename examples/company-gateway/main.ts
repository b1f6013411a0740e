import { App, Chart } from 'cdk8s';
import { GatewayTls, MeshGateway, MeshService, PathMatch, ServicePort, Workload, ZeroTrustNamespace } from '../../src';

/** The Istio gateway as the only way in: it ends TLS for two hosts and sends requests to services by their path. */
export function build(app: App): void {
  const company = new ZeroTrustNamespace(new Chart(app, 'company'), 'company');
  const ports = [ServicePort.http(8080)];
  const image = (name: string) => Workload.deployment({ image: `registry.example.com/company/${name}:1.0.0` });

  const users = new MeshService(company, 'user-service', { ports, workload: image('user-service') });
  const web = new MeshService(company, 'web-app', { ports, workload: image('web-app') });
  web.calls(users);

  const gateway = new MeshGateway(company, 'main-gateway', {
    hosts: ['api.company.com', 'app.company.com'],
    tls: GatewayTls.simple('company-tls'),
  });
  gateway.route(users, { hosts: ['api.company.com'], path: PathMatch.subtree('/api/users') });
  gateway.route(web, { hosts: ['app.company.com'] });
}
