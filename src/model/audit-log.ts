import type { ExtensionProvider } from './extension-provider';
import type { Service } from './service';
import { sortedBy } from '../support/compare';
import { demanding } from '../support/data-class';

/** The extension provider of the audit log. Every app of the mesh asks for the same. */
export const AUDIT_LOG = 'cdk8s-istio-audit';

/**
 * Who asked what of whom, when, and how it ended, in Istio's own names where it has some. Nothing that a client sends goes in but method,
 * host and path: a query, a header or a body may hold what must not be kept.
 *
 * @see https://www.envoyproxy.io/docs/envoy/latest/configuration/observability/access_log/usage#command-operators
 */
const FIELDS = {
  start_time: '%START_TIME%',
  // who, by certificate, and for whom, by a token that was validated
  source_principal: '%DOWNSTREAM_PEER_URI_SAN%',
  token_subject: '%DYNAMIC_METADATA(envoy.filters.http.jwt_authn:payload:sub)%',
  downstream_remote_address: '%DOWNSTREAM_REMOTE_ADDRESS%',
  // what; the cluster begins with inbound or outbound
  destination_principal: '%UPSTREAM_PEER_URI_SAN%',
  upstream_cluster: '%UPSTREAM_CLUSTER_RAW%',
  authority: '%REQ(:AUTHORITY)%',
  method: '%REQ(:METHOD)%',
  path: '%REQ_WITHOUT_QUERY(X-ENVOY-ORIGINAL-PATH?:PATH)%',
  protocol: '%PROTOCOL%',
  request_id: '%REQ(X-REQUEST-ID)%',
  // with which result; the details name the policy that refused
  response_code: '%RESPONSE_CODE%',
  response_code_details: '%RESPONSE_CODE_DETAILS%',
  response_flags: '%RESPONSE_FLAGS%',
  duration: '%DURATION%',
} as const;

export function isAudited({ dataClasses }: Service): boolean {
  return demanding(dataClasses, 'audited').length > 0;
}

/** The provider, where a service needs it. */
export function auditLogs(services: readonly Service[]): ExtensionProvider[] {
  return sortedBy(services.filter(isAudited), ({ key }) => key).slice(0, 1)
    .map(({ origin }) => ({ name: AUDIT_LOG, does: { kind: 'fileAccessLog', path: '/dev/stdout', labels: FIELDS }, origin }));
}
