import { type Construct } from 'constructs';
import { type CallOptions, operationOf } from './call-options';
import { needsHttp, needsRequestProxy } from './http-only';
import { type Namespace, reached } from '../../model/namespace';
import { isHttp, type Service } from '../../model/service';
import { AUTHORIZATION_POLICY } from '../../render/kinds';
import { requiredHeadersName } from '../../render/names';
import { renderRequiredHeaders } from '../../render/required-header';
import { fail } from '../../support/errors';
import { checkHeaderName } from '../../support/http-header';
import { bookOf } from '../book';
import { dryRun, emit } from '../emit';

/** What `requireHeader` of a service says. */
export function requireHeader(at: Construct, service: Service, namespace: Namespace, header: string, options: CallOptions): void {
  needsHttp(at, service.ports, 'requireHeader()');
  needsRequestProxy(at, service, 'requireHeader()');
  const book = bookOf(at);
  const { key, name } = service;
  const http = service.ports.filter((port) => isHttp(port.protocol)).map(({ number }) => number);
  const operation = operationOf(at, service, { ...options, ports: options.ports ?? http });
  const deaf = operation.ports.find(({ number }) => !http.includes(number));
  // a DENY rule loses what it says of headers there, and would refuse every connection
  if (deaf !== undefined) fail(at, 'MSH079', { what: `port ${deaf.number} of ${name} has no requests with headers`, got: deaf.protocol, fix: 'name HTTP ports' });
  book.add('requiredHeaders', {
    service: key,
    header: checkHeaderName(header, 'a required header', at),
    operation,
    origin: { path: at.node.path, call: `requireHeader(${header})` },
  });
  if ((namespace.zeroTrust && !reached(namespace.stage, 'AUDIT')) || at.node.tryFindChild('RequiredHeaders') !== undefined) return;
  emit(at, 'RequiredHeaders', {
    kind: AUTHORIZATION_POLICY,
    name: requiredHeadersName(name),
    namespace: service.namespace,
    annotations: dryRun(namespace),
    spec: () => renderRequiredHeaders(book.model, key),
  });
}
