import { fail, type Placed } from './errors';

const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

/** Whether Kubernetes takes it as one part of a DNS name. */
export function isDnsLabel(value: string): boolean {
  return typeof value === 'string' && value.length <= 63 && LABEL.test(value);
}

/** A name that Kubernetes uses as one part of a DNS name, such as a Service's, a version's or a port's. */
export function checkDnsLabel(value: string, what: string, at?: Placed): string {
  if (isDnsLabel(value)) return value;
  return fail(at, 'MSH002', {
    what: `the ${what} is not a DNS label`,
    got: value,
    allowed: 'at most 63 lower-case letters, digits and -, with a letter or digit at both ends',
  });
}

/** The name of a Service, which the older rule of DNS holds for: a letter first. */
export function checkServiceName(value: string, at?: Placed, what = 'service'): string {
  if (isDnsLabel(value) && /^[a-z]/.test(value)) return value;
  return fail(at, 'MSH002', {
    what: `the ${what} is not a DNS label with a letter first`,
    got: value,
    allowed: 'at most 63 lower-case letters, digits and -, with a letter first and a letter or digit last',
  });
}

/** A name that Kubernetes wants as a DNS name, such as a Secret's. */
export function checkDnsName(value: string, what: string, at?: Placed): string {
  if (typeof value === 'string' && value.length <= 253 && value.split('.').every(isDnsLabel)) return value;
  return fail(at, 'MSH003', {
    what: `the ${what} is not a DNS name`,
    got: value,
    allowed: 'at most 253 lower-case letters, digits, - and ., with a letter or digit at both ends of each part',
  });
}
