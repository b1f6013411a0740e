import type { Manifest } from './manifest';

/** Argo CD applies lower waves first, and waits until they are healthy. */
export function waveOf({ metadata: { annotations } }: Manifest<unknown>): number {
  return Number.parseInt(annotations['argocd.argoproj.io/sync-wave'] ?? '0', 10) || 0;
}
