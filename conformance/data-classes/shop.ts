import { Chart, Testing } from 'cdk8s';
import {
  DataClass, ExternalService, HttpMethod, JwtRule, MeshConfig, MeshConfigFormat, MeshGateway, MeshNamespace, MeshService, PathMatch,
  ServicePort, Workload, ZeroTrustNamespace,
} from '../../src';
import type { KubeObject } from '../mesh/kube';
import { TokenIssuer } from '../mesh/tokens';

export const ISSUER = 'https://id.example.com';
export const tokens = TokenIssuer.create();

/** What must get neither into a log nor into a trace of those who work with such data. */
export const SECRETS = { query: '4111111111111111', header: 'topsecret-header', body: '5500000000000004', agent: 'secret-agent' } as const;

export interface Shop {
  readonly objects: KubeObject[];
  /** istiod's ConfigMap with what the shop needs in it. */
  readonly configured: (current: KubeObject) => string;
}

/** Payments and a vault with data of cards; a customer and a ledger without. */
export function shop(): Shop {
  const chart = new Chart(Testing.app(), 'shop');
  const namespace = new ZeroTrustNamespace(chart, 'shop');
  const workload = Workload.deployment({ image: 'registry.example.com/shop:1.0.0', replicas: 1 });
  const ports = [ServicePort.http(8080)];
  const dataClasses = [DataClass.CARDHOLDER];
  const customer = new MeshService(namespace, 'customer', { ports, workload });
  const ledger = new MeshService(namespace, 'ledger', { ports, workload });
  const vault = new MeshService(namespace, 'vault', { ports: [ServicePort.tcp(7000)], workload, dataClasses });
  const payments = new MeshService(namespace, 'payments', { ports, workload, dataClasses });
  payments.requireJwt({ rules: [JwtRule.of({ issuer: ISSUER, jwks: tokens.jwks, audiences: ['shop'] })], publicPaths: [PathMatch.prefix('/public')] });
  customer.calls(payments, { methods: [HttpMethod.GET, HttpMethod.POST] });
  customer.calls(ledger);
  payments.calls(vault);
  payments.calls(new ExternalService(namespace, 'acquirer', { hosts: ['api.acquirer.example.com'], ports: [ServicePort.http(80)], tlsOrigination: { port: 443 } }));
  new MeshGateway(namespace, 'edge', { hosts: ['api.example.com'], plaintextReason: 'the test looks inside' }).route(payments, { path: PathMatch.subtree('/public') });
  // sees everything, and has declared nothing
  new MeshService(new MeshNamespace(chart, 'wide'), 'stranger', { ports, workload });
  return {
    objects: Testing.synth(chart),
    configured: (current) => MeshConfig.of(chart).toText(MeshConfigFormat.CONFIG_MAP, { current: JSON.stringify(current) }),
  };
}
