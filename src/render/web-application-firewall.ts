import { workloadLabels } from './selector';
import type { Spec } from './spec';
import type { TrafficExtensionSpec } from '../../imports/extensions.istio.io';
import type { GatewayWorkload } from '../model/mesh';

/** What a firewall was told. */
export interface FirewallSettings {
  /** With its digest. */
  readonly image: string;
  readonly imagePullSecret: string | undefined;
  readonly paranoiaLevel: number;
  readonly blocks: boolean;
  readonly directives: readonly string[];
}

/**
 * Coraza in the gateway's proxies, before tokens are read: what is refused reaches no other filter, and when the module cannot run, no
 * request passes.
 */
export function renderFirewall(settings: FirewallSettings, gateway: GatewayWorkload): Spec<TrafficExtensionSpec> {
  return {
    selector: { matchLabels: workloadLabels(gateway.labels, 'the gateway') },
    phase: 'AUTHN',
    wasm: {
      url: `oci://${settings.image}`,
      type: 'HTTP',
      failStrategy: 'FAIL_CLOSE',
      imagePullPolicy: 'IfNotPresent',
      ...(settings.imagePullSecret === undefined ? {} : { imagePullSecret: settings.imagePullSecret }),
      pluginConfig: { default_directives: 'firewall', directives_map: { firewall: directivesOf(settings) } },
    },
  };
}

/** In the order in which they are read: defaults, what differs from them, the rules, and exceptions, which must know the rules. */
function directivesOf({ blocks, paranoiaLevel, directives }: FirewallSettings): string[] {
  return [
    'Include @recommended-conf',
    `SecRuleEngine ${blocks ? 'On' : 'DetectionOnly'}`,
    'SecRequestBodyAccess On',
    'Include @crs-setup-conf',
    `SecAction "id:900000,phase:1,pass,t:none,nolog,setvar:tx.blocking_paranoia_level=${paranoiaLevel}"`,
    'Include @owasp_crs/*.conf',
    ...directives,
  ];
}
