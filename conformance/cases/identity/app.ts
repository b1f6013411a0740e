import { type App, Chart } from 'cdk8s';
import {
  ClaimMatch, HttpMethod, JwtRule, MeshService, MutualTlsMode, PathMatch, PlaintextSource, ServicePort, Workload, ZeroTrustNamespace,
} from '../../../src';
import type { Given } from '../keys';

/** Tokens that the callee sees or does not see, and one port of one service that takes plaintext. */
export function build(app: App, { jwks }: Given): void {
  const identity = new ZeroTrustNamespace(new Chart(app, 'identity'), 'identity');
  const service = (name: string, ...ports: ServicePort[]) => new MeshService(identity, name, {
    ports: [ServicePort.http(8080), ...ports], workload: Workload.deployment({ image: `registry.example.com/${name}:1.0.0`, replicas: 1 }),
  });
  const front = service('front');
  const accounts = service('accounts');
  const ledger = service('ledger');
  const reports = service('reports', ServicePort.http(8081), ServicePort.tcp(7000));
  front.calls(accounts);
  front.calls(ledger);
  front.calls(reports);

  const issuer = { issuer: 'https://id.example.com', jwks, audiences: ['accounts', 'wallet'] };
  accounts.requireJwt({
    rules: [JwtRule.of({
      ...issuer, forwardOriginalToken: true, outputClaimToHeaders: { 'x-role': 'role', 'x-team': 'team' }, claims: [ClaimMatch.of('role', ['user', 'admin'])],
    })],
    publicPaths: [PathMatch.exact('/health'), PathMatch.subtree('/docs')],
  });
  ledger.requireJwt({ rules: [JwtRule.of({ ...issuer, fromHeaders: [{ name: 'X-Ledger-Token', prefix: 'Token ' }], fromCookies: ['session'] })] });
  reports.mutualTlsException({
    mode: MutualTlsMode.PERMISSIVE,
    ports: [8080],
    methods: [HttpMethod.GET],
    paths: [PathMatch.subtree('/status')],
    sources: [PlaintextSource.pods('batch')],
    reason: 'the nightly import has no proxy yet',
  });
}
