import { fail, type Placed } from './errors';

/** `name.namespace.svc`, with or without the cluster's domain. */
const IN_CLUSTER = /^[^.]+\.[^.]+\.svc(\.|$)/;

/** Hosts that mean the control plane's own machine, or the cloud's metadata service: it fetches nothing from there. */
const FORBIDDEN = /^(localhost|127\..*|169\.254\..*|\[::1\]|\[fe80:.*|metadata\.google\.internal)$/;

/** Where the control plane reads keys: what comes back decides who gets in, so it must not be changed on the way. */
export function checkKeysUrl(value: string, what: string, at?: Placed): string {
  const refuse = (why: string, fix: string): never => fail(at, 'MSH034', { what: `${what} ${why}`, got: value, fix });
  if (typeof value !== 'string' || !/^[\x21-\x7E]{1,2048}$/.test(value) || !URL.canParse(value)) return refuse('is not a URL', 'give https://host/path');
  const url = new URL(value);
  if (url.protocol !== 'https:' && !(url.protocol === 'http:' && IN_CLUSTER.test(url.hostname))) {
    return refuse('is not protected on its way', 'use https:, or http: for a service of the cluster (name.namespace.svc)');
  }
  if (url.username !== '' || url.password !== '' || url.hash !== '') return refuse('has credentials or a fragment', 'leave them out');
  if (FORBIDDEN.test(url.hostname)) return refuse('is an address the control plane does not fetch from', 'give the host that publishes the keys');
  return value;
}

/** What browsers send as `Origin`: scheme, host and perhaps a port, nothing after it. */
export function checkOrigin(value: string, what: string, at?: Placed): string {
  if (typeof value === 'string' && /^https?:/.test(value) && URL.canParse(value) && new URL(value).origin === value) return value;
  return fail(at, 'MSH025', {
    what: `${what} is not an origin`,
    got: value,
    allowed: 'https://host or https://host:port, in lower case, without a path and without the scheme\'s own port',
  });
}

/** Where data goes that only the receiver may read. */
export function checkHttpsUrl(value: string, what: string, at?: Placed): string {
  const url = typeof value === 'string' && /^https:[\x21-\x7E]{1,2047}$/.test(value) && URL.canParse(value) ? new URL(value) : undefined;
  if (url !== undefined && url.username === '' && url.password === '' && url.hash === '') return value;
  return fail(at, 'MSH434', { what: `${what} is not a protected URL`, got: value, allowed: 'https://host/path, without credentials and fragment' });
}
