import type { Manifest } from './manifest';

/** What cannot be read: `broken` is no YAML, `strange` is no object of Kubernetes, `misshapen` has not the shape of its kind. */
export interface Refused {
  readonly why: 'broken' | 'strange' | 'misshapen';
  /** As much as could be read of it. */
  readonly manifest: Manifest<unknown>;
  readonly problems: readonly { readonly path: string; readonly problem: string }[];
}
