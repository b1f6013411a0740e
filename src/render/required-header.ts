import { renderOperation } from './authorization-policy';
import { internal, required } from './internal';
import { selectorOf } from './selector';
import type { Spec } from './spec';
import type { AuthorizationPolicySpec } from '../../imports/security.istio.io';
import type { MeshModel } from '../model/model';
import type { ServiceKey } from '../model/service';
import { canonical, sortedBy } from '../support/compare';

/**
 * Refuses requests that lack a header. DENY, so that it holds for every caller that is let in, whatever its rule; `notValues` of every value is
 * true where the header is absent.
 *
 * @see https://istio.io/latest/docs/reference/config/security/conditions/
 */
export function renderRequiredHeaders(model: MeshModel, key: ServiceKey): Spec<AuthorizationPolicySpec> {
  const service = required(model.services.get(key), `service ${key}`);
  const rules = new Map(model.requiredHeadersOf(key).map(({ header, operation }) => {
    const rule = { to: [{ operation: renderOperation(operation, key) }], when: [{ key: `request.headers[${header}]`, notValues: ['*'] }] };
    return [canonical(rule), rule];
  }));
  if (rules.size === 0) internal(`${key} requires no header, so there is no policy about it`);
  return { action: 'DENY', selector: selectorOf(service), rules: sortedBy(rules.entries(), ([content]) => content).map(([, rule]) => rule) };
}
