import { type Construct } from 'constructs';
import { needsHttp, needsRequestProxy } from './http-only';
import { type Namespace, reached } from '../../model/namespace';
import type { Service } from '../../model/service';
import { AUTHORIZATION_POLICY, REQUEST_AUTHENTICATION } from '../../render/kinds';
import { tokenName } from '../../render/names';
import { renderServiceToken } from '../../render/request-authentication';
import { renderTokenPolicy } from '../../render/token-policy';
import { bookOf } from '../book';
import { dryRun, emit } from '../emit';
import { type JwtOptions, jwtFact } from '../security/jwt-options';

/** What `requireJwt` of a service says. */
export function requireToken(at: Construct, service: Service, of: Namespace, options: JwtOptions): void {
  needsHttp(at, service.ports, 'requireJwt()');
  needsRequestProxy(at, service, 'requireJwt()');
  const book = bookOf(at);
  const { key, namespace } = service;
  const subject = { kind: 'service', service: key } as const;
  book.add('jwt', jwtFact(at, subject, options));
  // a RequestAuthentication refuses wrong tokens by itself and has no dry run, so it starts where policies do
  if (of.zeroTrust && !reached(of.stage, 'AUDIT')) return;
  const name = tokenName(service.name);
  emit(at, 'RequestAuthentication', { kind: REQUEST_AUTHENTICATION, name, namespace, spec: () => renderServiceToken(book.model, key) });
  emit(at, 'TokenPolicy', { kind: AUTHORIZATION_POLICY, name, namespace, annotations: dryRun(of), spec: () => renderTokenPolicy(book.model, subject) });
}
