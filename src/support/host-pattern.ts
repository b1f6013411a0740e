/** Whether a host is meant by a pattern: the host itself, `*`, or `*.` and an end. A pattern is also meant by a wider one. */
export function hostMatches(pattern: string, host: string): boolean {
  return pattern.startsWith('*') ? host.endsWith(pattern.slice(1)) : host === pattern;
}

/** Whether two patterns have a host in common. */
export function hostsOverlap(a: string, b: string): boolean {
  return hostMatches(a, b) || hostMatches(b, a);
}
