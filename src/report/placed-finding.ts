import type { Finding } from '../analysis/finding';

/** A place for readers: a line of a file, or the path of a construct. */
export interface Place {
  readonly file?: string;
  readonly line?: number;
  readonly construct?: string;
}

/** Looks up where the object of a finding was written. */
export type PlaceOf = (finding: Finding) => Place;

/** `shop.yaml:12`, or `app/chart/shop`; nothing where it is not known. */
export function placeText({ file, line, construct }: Place): string {
  if (construct !== undefined) return construct;
  return file === undefined ? '' : line === undefined ? file : `${file}:${line}`;
}

/** `VirtualService shop/reviews`, or `Namespace shop`. */
export function objectText({ object: { kind, namespace, name } }: Finding): string {
  return namespace === '' ? `${kind} ${name}` : `${kind} ${namespace}/${name}`;
}
