import type { Answers } from './answers';
import type { Reason } from './guidance';

export interface ProxyAdvice {
  readonly mode: 'sidecar' | 'ambient';
  readonly reasons: readonly Reason[];
}

/** A proxy beside each pod, or one for each node. */
export function adviseProxies({ requestRules, releasesInCode, centralTrafficPolicy, envoyExtensions }: Answers): ProxyAdvice {
  const needs = [
    ...(requestRules ? ['the mesh must look into requests'] : []),
    ...(releasesInCode ? ['releases are to leave the code, which is done by routes'] : []),
    ...(centralTrafficPolicy ? ['rules about traffic are about requests'] : []),
  ];
  if (needs.length === 0 && !envoyExtensions) {
    return {
      mode: 'ambient',
      reasons: [
        { source: 'quickstart', text: 'Istio recommends ambient mode to those who begin' },
        { text: 'identities, encryption and who may call whom are all that is asked for, and the proxy of a node does that; requests it does not read' },
      ],
    };
  }
  return {
    mode: 'sidecar',
    reasons: [
      ...needs.map((text) => ({ text })),
      ...(needs.length === 0 ? [] : [{ source: 'migrate', text: 'in ambient mode that needs waypoints and HTTPRoutes: VirtualServices are alpha there' } as const]),
      ...(envoyExtensions ? [{ source: 'migrate', text: 'EnvoyFilters do not work at waypoints' } as const] : []),
    ],
  };
}
