import { destinationRulesNaming } from './destination-rules';
import type { ClientTls } from './kinds/destination-rule';
import type { Manifests } from './manifests';

/** The TLS that clients start for a port of a host themselves, by any DestinationRule that names the host. */
export function originatedTls(manifests: Manifests, host: string, port: number): ClientTls | undefined {
  for (const { spec: { trafficPolicy } } of destinationRulesNaming(manifests, host)) {
    const ofPort = trafficPolicy?.portLevelSettings?.find((settings) => settings.port?.number === port);
    const tls = ofPort === undefined ? trafficPolicy?.tls : ofPort.tls;
    if (tls?.mode !== undefined && tls.mode !== 'DISABLE') return tls;
  }
  return undefined;
}
