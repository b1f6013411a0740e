import { isIP } from 'node:net';
import { fail, type Placed } from './errors';

/** An IP address, or a range of them such as `10.0.0.0/8`. */
export function checkCidr(value: string, at?: Placed): string {
  const [address, bits, ...more] = typeof value === 'string' ? value.split('/') : [''];
  const version = isIP(address);
  const ranged = bits === undefined || (/^(0|[1-9][0-9]{0,2})$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
  if (version !== 0 && ranged && more.length === 0 && !address.includes('%')) return value;
  return fail(at, 'MSH008', { what: 'not an address or a range of addresses', got: value, allowed: 'such as 192.0.2.7, 10.0.0.0/8 or 2001:db8::/32' });
}

/** An IP address, and no range. */
export function checkAddress(value: string, at?: Placed): string {
  if (isIP(value) !== 0 && !value.includes('%')) return value;
  return fail(at, 'MSH008', { what: 'not an address', got: value, allowed: 'such as 192.0.2.7 or 2001:db8::7' });
}

/** A range of addresses as NetworkPolicies write it: a single address is a range of one. */
export function checkBlock(value: string, at?: Placed): string {
  const range = checkCidr(value, at);
  return range.includes('/') ? range : `${range}/${range.includes(':') ? 128 : 32}`;
}
