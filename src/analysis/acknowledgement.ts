import { type Manifest, titleOf, idOf } from '../manifests/manifest';
import type { Manifests } from '../manifests/manifests';

/** On an object: `cdk8s-istio/acknowledge-MSH204: the reason`, or `the reason (until 2027-01-31)`. */
export const ACKNOWLEDGE = 'cdk8s-istio/acknowledge-';

/** Somebody answers for one finding on one object. */
export class Acknowledgement {
  readonly reason: string;
  /** The last day on which it holds. */
  readonly until: string | undefined;

  constructor(readonly code: string, readonly manifest: Manifest<unknown>, value: string) {
    const dated = /^([^]*)\(until ([^()]*)\)\s*$/.exec(value);
    this.until = dated?.[2].trim();
    this.reason = (dated?.[1] ?? value).trim();
  }

  get hasReason(): boolean {
    return this.reason !== '';
  }

  get hasWrongDate(): boolean {
    return this.until !== undefined && !isDay(this.until);
  }

  /** Whether it says what it should; what does not is found for that. */
  get isReadable(): boolean {
    return isCode(this.code) && this.hasReason && !this.hasWrongDate;
  }

  /** Whether the day is over; unknown days are over. Without a date of today nothing is. */
  isOver(today: string | undefined): boolean {
    return this.until !== undefined && (this.hasWrongDate || (today !== undefined && this.until < today));
  }

  holds(today: string | undefined): boolean {
    return this.hasReason && !this.isOver(today);
  }
}

/** Every acknowledgement of the manifests, by the code and title of what it is about. */
export function acknowledgementsOf(manifests: Manifests): ReadonlyMap<string, Acknowledgement> {
  return manifests.once('acknowledgements', () => {
    const found = new Map<string, Acknowledgement>();
    const read = (manifest: Manifest<unknown>) => {
      for (const name in manifest.metadata.annotations) {
        if (!name.startsWith(ACKNOWLEDGE)) continue;
        const code = name.slice(ACKNOWLEDGE.length);
        found.set(`${code} ${titleOf(idOf(manifest))}`, new Acknowledgement(code, manifest, manifest.metadata.annotations[name]));
      }
    };
    for (const manifest of manifests.all) read(manifest);
    for (const { manifest } of manifests.refused) read(manifest);
    return found;
  });
}

export function isCode(text: string): boolean {
  return /^MSH\d{3}$/.test(text);
}

export function isDay(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(Date.parse(text)) && new Date(text).toISOString().startsWith(text);
}
