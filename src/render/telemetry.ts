import { required } from './internal';
import { selectorOf } from './selector';
import type { Spec } from './spec';
import type { TelemetrySpec } from '../../imports/telemetry.istio.io';
import { AUDIT_LOG } from '../model/audit-log';
import type { MeshModel } from '../model/model';
import type { ServiceKey } from '../model/service';

/** What proxies would take from requests into every span. */
const TAGS_OF_REQUESTS = ['http.url', 'user_agent'];

/**
 * What the proxies of one service write down of the requests they get and send. It overrides what the namespace and the mesh say, whose
 * log may have queries in it and whose tags may be headers. Who gets the spans stays as it is.
 *
 * @see https://istio.io/latest/docs/reference/config/telemetry/
 */
export function renderAuditTelemetry(model: MeshModel, key: ServiceKey): Spec<TelemetrySpec> {
  const service = required(model.services.get(key), `service ${key}`);
  return {
    selector: selectorOf(service),
    accessLogging: [{ providers: [{ name: AUDIT_LOG }] }],
    tracing: [{ customTags: Object.fromEntries(TAGS_OF_REQUESTS.map((tag) => [tag, { literal: { value: 'not traced' } }])) }],
  };
}
