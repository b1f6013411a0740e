import type { Manifest } from './manifest';

/** Whether a Service belongs to Istio, or is made by it for a Gateway: nobody wrote its ports by hand. */
export function isManagedService({ metadata: { labels } }: Manifest<unknown>): boolean {
  return labels.istio !== undefined || labels.release === 'istio' || labels['gateway.istio.io/managed'] !== undefined;
}
