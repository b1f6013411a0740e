import type { Destination, VirtualServiceSpec } from './kinds/virtual-service';

/** A destination that a VirtualService names, with its path and the share it has. */
export interface RouteTarget {
  readonly destination: Destination;
  /** `spec.http[0].route[1].destination` */
  readonly path: string;
  readonly protocol: 'http' | 'tls' | 'tcp';
  readonly isMirror: boolean;
}

/** Every destination of a VirtualService, mirrors included. */
export function routedTo(spec: VirtualServiceSpec): RouteTarget[] {
  const targets: RouteTarget[] = [];
  (spec.http ?? []).forEach((rule, index) => {
    const at = `spec.http[${index}]`;
    (rule.route ?? []).forEach(({ destination }, place) => targets.push({ destination, path: `${at}.route[${place}].destination`, protocol: 'http', isMirror: false }));
    if (rule.mirror !== undefined) targets.push({ destination: rule.mirror, path: `${at}.mirror`, protocol: 'http', isMirror: true });
    (rule.mirrors ?? []).forEach(({ destination }, place) => targets.push({ destination, path: `${at}.mirrors[${place}].destination`, protocol: 'http', isMirror: true }));
  });
  for (const protocol of ['tls', 'tcp'] as const) {
    (spec[protocol] ?? []).forEach(({ route }, index) => {
      (route ?? []).forEach(({ destination }, place) => targets.push({ destination, path: `spec.${protocol}[${index}].route[${place}].destination`, protocol, isMirror: false }));
    });
  }
  return targets;
}
