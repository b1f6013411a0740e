import { Chart, Duration, Testing } from 'cdk8s';
import {
  ExtAuthzProvider, ExternalAuthorization, JwtRule, MeshConfig, MeshConfigFormat, MeshGateway, MeshNamespace, MeshService, OpenPolicyAgent,
  OpenPolicyAgentSidecar, PathMatch, RegoPolicy, ServicePort, Workload, ZeroTrustNamespace,
} from '../../src';
import type { KubeObject } from '../mesh/kube';
import { TokenIssuer } from '../mesh/tokens';

/** Decides by the path, so that each answer of OPA can be asked for. */
const POLICY = `package test

default allow := {"allowed": false, "http_status": 403, "body": "by default"}

allow := {"allowed": true, "headers": {"x-decided-for": asking}} if input.parsed_path[0] == "allow"

# who comes from outside has none
asking := object.get(input.attributes.source, "principal", "nobody")

allow := {"allowed": false, "http_status": 418, "headers": {"x-why": "tea"}, "body": "refused"} if input.parsed_path[0] == "teapot"

# neither true nor false: OPA answers with an error
allow := "broken" if input.parsed_path[0] == "broken"

allow := {"allowed": input.parsed_body.amount <= 10} if input.parsed_path[0] == "amount"
`;

export const ISSUER = 'https://id.example.com';
export const tokens = TokenIssuer.create();
/** Longest body that is sent along, and longest time that is waited. */
export const MOST_BYTES = 1024;
export const TIMEOUT = 500;

export interface Shop {
  readonly objects: KubeObject[];
  /** istiod's ConfigMap with what the shop needs in it. */
  readonly configured: (current: KubeObject) => string;
}

/** Services that wait for decisions: of OPA, of an OPA in their pods, of a service that must agree, and of the same where nobody need agree. */
export function shop(): Shop {
  const chart = new Chart(Testing.app(), 'shop');
  const namespace = new ZeroTrustNamespace(chart, 'shop');
  const policy = new ZeroTrustNamespace(chart, 'policy');
  const service = (of: ZeroTrustNamespace | MeshNamespace, name: string) => new MeshService(of, name, {
    ports: [ServicePort.http(8080)], workload: Workload.deployment({ image: 'registry.example.com/shop:1.0.0', replicas: 1 }),
  });
  const [customer, orders, stock, adverts, notes, wallet] = ['customer', 'orders', 'stock', 'adverts', 'notes', 'wallet'].map((name) => service(namespace, name));
  for (const callee of [orders, stock, adverts, notes, wallet]) customer.calls(callee);
  // sees everything, and has declared nothing
  service(new MeshNamespace(chart, 'wide'), 'stranger');
  orders.requireJwt({ rules: [JwtRule.of({ issuer: ISSUER, jwks: tokens.jwks, audiences: ['shop'] })], publicPaths: [PathMatch.prefix('/')] });

  const opa = new OpenPolicyAgent(policy, 'opa', { image: 'registry.example.com/opa:1.22.0-envoy', policies: [RegoPolicy.text('test.rego', POLICY)] });
  const decisions = new ExternalAuthorization(chart, 'decisions', { provider: ExtAuthzProvider.opa(opa, { body: { maxRequestBytes: MOST_BYTES } }) });
  decisions.protect(orders, { exceptPaths: [PathMatch.exact('/health')] });

  const beside = new OpenPolicyAgentSidecar(namespace, 'opa', { image: 'registry.example.com/opa:1.22.0-envoy', policies: [RegoPolicy.text('test.rego', POLICY)] });
  new ExternalAuthorization(chart, 'own-decisions', { provider: ExtAuthzProvider.opaSidecar(beside, { body: { maxRequestBytes: MOST_BYTES } }) }).protect(wallet);

  const judge = service(policy, 'judge');
  const asked = { timeout: Duration.millis(TIMEOUT), includeRequestHeadersInCheck: ['x-test-id'] };
  new ExternalAuthorization(chart, 'must-agree', { provider: ExtAuthzProvider.http(judge, { ...asked, statusOnError: 503 }) }).protect(stock);
  new ExternalAuthorization(chart, 'need-not-agree', {
    provider: ExtAuthzProvider.http(judge, { ...asked, failOpenReason: 'adverts are worth no outage', body: { maxRequestBytes: MOST_BYTES } }),
  }).protect(adverts);

  const edge = new MeshGateway(namespace, 'edge', { hosts: ['api.example.com'], plaintextReason: 'the test looks inside' });
  edge.route(notes);
  decisions.protectGateway(edge, { exceptPaths: [PathMatch.exact('/health')] });
  const open = new MeshGateway(namespace, 'open', { hosts: ['www.example.com'], plaintextReason: 'the test looks inside' });
  open.route(notes);
  return {
    objects: Testing.synth(chart),
    configured: (current) => MeshConfig.of(chart).toText(MeshConfigFormat.CONFIG_MAP, { current: JSON.stringify(current) }),
  };
}
