import { refusedByIstio } from '../../../src/analysis/rules/refused-by-istio';
import { ruleTest } from '../rule-test';

const gateway = (server: string) => `apiVersion: networking.istio.io/v1\nkind: Gateway\nmetadata: { name: a, namespace: shop }\nspec: { servers: [${server}] }`;

ruleTest(refusedByIstio, {
  valid: [
    { name: 'TLS where it is read', objects: gateway('{ hosts: [a.b], port: { number: 9443, name: grpc, protocol: HTTPS }, tls: { mode: SIMPLE, credentialName: a } }') },
    { name: 'a Gateway of the Gateway API', objects: 'apiVersion: gateway.networking.k8s.io/v1\nkind: Gateway\nmetadata: { name: a }' },
    { name: 'what is only warned of', objects: gateway('{ hosts: [a.b], port: { number: 9443, name: grpc, protocol: TLS }, tls: { mode: PASSTHROUGH, credentialName: a } }') },
  ],
  invalid: [
    {
      name: 'TLS on a server of gRPC',
      objects: gateway('{ hosts: [a.b], port: { number: 9443, name: grpc, protocol: GRPC }, tls: { mode: SIMPLE, credentialName: a } }'),
      findings: [{ at: 'Gateway shop/a spec.servers[0].tls', message: 'refused', data: { problem: 'a GRPC server cannot have TLS' } }],
    },
  ],
});
