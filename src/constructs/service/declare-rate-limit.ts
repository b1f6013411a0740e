import { type Construct } from 'constructs';
import { needsHttp, needsRequestProxy } from './http-only';
import type { Gateway } from '../../model/gateway';
import { type Namespace, reached } from '../../model/namespace';
import type { Service } from '../../model/service';
import { ENVOY_FILTER } from '../../render/kinds';
import { gatewayRateLimitName, rateLimitName } from '../../render/names';
import { renderGatewayRateLimit, renderServiceRateLimit } from '../../render/rate-limit';
import { rateLimitReasons } from '../../render/reasons';
import { bookOf } from '../book';
import { emit } from '../emit';
import { type RateLimit } from '../traffic/rate-limit';

/** What `rateLimit` of a service says. */
export function limitService(at: Construct, service: Service, namespace: Namespace, { _rule, _service: counter }: RateLimit): void {
  needsHttp(at, service.ports, 'a rate limit');
  needsRequestProxy(at, service, 'a rate limit');
  // claims are known when tokens are read, which begins where policies do
  if (_rule.keys.some(({ kind }) => kind === 'claim') && namespace.zeroTrust && !reached(namespace.stage, 'AUDIT')) return;
  const book = bookOf(at);
  const { key, name } = service;
  counter?._asked();
  book.add('rateLimits', { ..._rule, subject: { kind: 'service', service: key }, origin: { path: at.node.path, call: 'rateLimit()' } });
  if (at.node.tryFindChild('RateLimit') !== undefined) return;
  emit(at, 'RateLimit', {
    kind: ENVOY_FILTER,
    name: rateLimitName(name),
    namespace: service.namespace,
    reasons: () => rateLimitReasons(book.model, book.model.rateLimitsOf(key)),
    spec: () => renderServiceRateLimit(book.model, key),
  });
}

/** What `rateLimit` of a gateway says. */
export function limitGateway(at: Construct, { key, name, namespace }: Pick<Gateway, 'key' | 'name' | 'namespace'>, { _rule, _service: counter }: RateLimit): void {
  counter?._askedByGateways();
  const book = bookOf(at);
  book.add('rateLimits', { ..._rule, subject: { kind: 'gateway', gateway: key }, origin: { path: at.node.path, call: 'rateLimit()' } });
  if (at.node.tryFindChild('RateLimit') !== undefined) return;
  emit(at, 'RateLimit', {
    kind: ENVOY_FILTER,
    name: gatewayRateLimitName(namespace, name),
    namespace: () => book.model.settings.ingressGateway.namespace,
    reasons: () => rateLimitReasons(book.model, book.model.gatewayRateLimitsOf(key)),
    spec: () => renderGatewayRateLimit(book.model, key),
  });
}
