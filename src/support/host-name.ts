import { isDnsLabel } from './dns-name';
import { fail, type Placed } from './errors';

/** A host name from outside, as Istio takes it everywhere: fully qualified, `*` only as the whole first label, never an address. */
export function checkHost(value: string, at?: Placed): string {
  const labels = typeof value === 'string' ? value.split('.') : [];
  const named = labels[0] === '*' ? labels.slice(1) : labels;
  if (labels.length >= 2 && isHost(named) && value.length <= 253) return value;
  return fail(at, 'MSH005', {
    what: 'not a host name',
    got: value,
    allowed: 'at least two labels of lower-case letters, digits and -, the last one not all digits; * may stand for the whole first label',
  });
}

/** The end of host names, such as `cluster.local`. */
export function checkDomain(value: string, what: string, at?: Placed): string {
  if (typeof value === 'string' && value.length <= 189 && isHost(value.split('.'))) return value;
  return fail(at, 'MSH005', { what: `the ${what} is not the end of a host name`, got: value, allowed: 'labels of lower-case letters, digits and -, the last one not all digits' });
}

/** A host with or without a port, as it stands in the `Host` header; callers inside the mesh may use one label. */
export function checkAuthority(value: string, what: string, at?: Placed): string {
  const match = typeof value === 'string' && value.length <= 259 ? /^([^:]+)(?::([1-9][0-9]{0,4}))?$/.exec(value) : null;
  if (match !== null && isHost(match[1].split('.')) && Number(match[2] ?? 1) <= 65535) return value;
  return fail(at, 'MSH005', { what: `${what} is not a host name`, got: value, allowed: 'a host name in lower case, and perhaps a port after a colon' });
}

function isHost(labels: readonly string[]): boolean {
  return labels.length > 0 && labels.every(isDnsLabel) && !/^[0-9]+$/.test(labels[labels.length - 1]);
}
