import { originationExportTo } from './export-to';
import { given, listed } from './given';
import { internal, required } from './internal';
import { originatesTls } from './service-entry';
import type { Spec } from './spec';
import type { DestinationRuleSpec } from '../../imports/networking.istio.io';
import type { TlsOrigination } from '../model/external';
import type { MeshModel } from '../model/model';
import type { ServiceKey } from '../model/service';

type DestinationRule = Spec<DestinationRuleSpec>;
type ClientTls = NonNullable<NonNullable<DestinationRule['trafficPolicy']>['tls']>;

/** Makes the proxy speak TLS on the ports on which the application speaks plain HTTP, and on no other: those would be encrypted twice. */
export function renderExternalDestinationRule(model: MeshModel, key: ServiceKey): DestinationRule {
  const external = required(model.externals.get(key), `external service ${key}`);
  const tls = clientTls(required(external.tls, `TLS origination for ${key}`));
  const ports = external.ports.filter((port) => originatesTls(external, port));
  if (external.hosts.length !== 1 || ports.length === 0) internal(`TLS origination for ${key} needs one host and an HTTP port`);
  return {
    host: external.hosts[0],
    trafficPolicy: { portLevelSettings: ports.map(({ number }) => ({ port: { number }, tls })) },
    exportTo: originationExportTo(model, key),
  };
}

function clientTls({ sni, caCertificates, subjectAltNames }: TlsOrigination): ClientTls {
  // without caCertificates any certificate would do; without names any certificate of a known authority
  if (caCertificates === '') internal('TLS origination without certificate authorities verifies nothing');
  return given({ mode: 'SIMPLE' as const, sni, caCertificates, subjectAltNames: listed(subjectAltNames) });
}
