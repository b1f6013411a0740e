const SUFFIXES: Record<string, number> = {
  n: 1e-9, u: 1e-6, m: 1e-3, k: 1e3, M: 1e6, G: 1e9, T: 1e12, P: 1e15, E: 1e18,
  Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40, Pi: 2 ** 50, Ei: 2 ** 60,
};

/** What a quantity of Kubernetes (`250m`, `1.5Gi`, `1e3`) amounts to; undefined for a text that is none. */
export function amountOf(text: unknown): number | undefined {
  const [, number, suffix = ''] = /^([+-]?(?:\d+\.?\d*|\.\d+))([eE][+-]?\d+|[numkMGTPE]|[KMGTPE]i)?$/.exec(String(text)) ?? [];
  if (number === undefined) return undefined;
  return /^[eE][+-]?\d/.test(suffix) ? Number(`${number}${suffix}`) : Number(number) * (SUFFIXES[suffix] ?? 1);
}
