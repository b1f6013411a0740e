/** Milliseconds as Istio writes a duration: whole seconds where possible. */
export function durationText(milliseconds: number): string {
  return milliseconds % 1000 === 0 ? `${milliseconds / 1000}s` : `${milliseconds}ms`;
}

const UNITS: Readonly<Record<string, number>> = { h: 3_600_000, m: 60_000, s: 1000, ms: 1, us: 0.001, µs: 0.001, ns: 0.000_001 };

const PART = /(\d+(?:\.\d*)?|\.\d+)(h|ms|m|s|us|µs|ns)/y;

/** A duration as Istio writes it, `1m30s` or `0.5s`, in milliseconds; undefined where it is none. */
export function millisecondsOf(text: string): number | undefined {
  if (text === '0') return 0;
  let milliseconds = 0;
  PART.lastIndex = 0;
  do {
    const part = PART.exec(text);
    if (part === null) return undefined;
    milliseconds += Number(part[1]) * UNITS[part[2]];
  } while (PART.lastIndex < text.length);
  return milliseconds;
}
