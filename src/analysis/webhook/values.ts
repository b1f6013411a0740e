import { isIP } from 'node:net';
import { millisecondsOf } from '../../support/duration';
import { Re2Error, readRe2 } from '../../support/re2-syntax';

/** Values that several kinds share. Each function says what is wrong with one, or nothing. */

const LABEL = /^[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?$/;
const LABEL_OR_WILDCARD = /^(?:\*|(?:\*|\*-)?[a-zA-Z0-9](?:[-a-zA-Z0-9]*[a-zA-Z0-9])?)$/;
const LABEL_KEY = /^(?:[a-zA-Z0-9](?:[-a-zA-Z0-9.]{0,250}[a-zA-Z0-9])?\/)?[A-Za-z0-9](?:[-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?$/;
const LABEL_VALUE = /^(?:[A-Za-z0-9](?:[-A-Za-z0-9_.]*[A-Za-z0-9])?)?$/;
const HEADER_NAME = /^[!#$%&'*+\-.^_`|~A-Za-z0-9]+$/;
const PROTOCOLS = ['tcp', 'udp', 'grpc', 'grpc-web', 'http', 'http_proxy', 'http2', 'https', 'tls', 'mongo', 'redis', 'mysql'];

export function isDnsLabel(text: string): boolean {
  return text.length <= 63 && LABEL.test(text);
}

export function isAddress(text: string): boolean {
  // most texts are names, and Node's question takes long where it is asked for the first time
  return /^[\d.]+$|:/.test(text) && isIP(text) !== 0;
}

export function isAddressOrCidr(text: string): boolean {
  const [address, bits, ...rest] = text.split('/');
  const width = isIP(address) === 4 ? 32 : 128;
  return isAddress(address) && rest.length === 0 && (bits === undefined || (/^(0|[1-9]\d*)$/.test(bits) && Number(bits) <= width));
}

export function fqdnProblem(name: string): string | undefined {
  return lengthProblem(name) ?? labelsProblem(name);
}

/** A domain name, or one whose first label is or begins with an asterisk. */
export function wildcardDomainProblem(name: string): string | undefined {
  const [first, ...rest] = name.split('.');
  if (lengthProblem(name) !== undefined) return lengthProblem(name);
  if (first.length > 63 || !LABEL_OR_WILDCARD.test(first)) return `${name} is no domain name (${first})`;
  return rest.length === 0 ? undefined : labelsProblem(rest.join('.'));
}

export function partialWildcardProblem(name: string): string | undefined {
  return name.includes('*') && name !== '*' && !name.startsWith('*.') ? `${name} has a partial wildcard` : undefined;
}

function lengthProblem(name: string): string | undefined {
  return name.length === 0 || name.length > 255 ? `${name} must have 1 to 255 characters` : undefined;
}

function labelsProblem(name: string): string | undefined {
  const labels = name.split('.');
  if (/^[-+]?\d+$/.test(labels.at(-1)!)) return `${name} has a number as its top level`;
  if (labels.at(-1) === '') labels.pop();
  const wrong = labels.find((label) => !isDnsLabel(label));
  return wrong === undefined ? undefined : `${name} is no domain name (${wrong})`;
}

/** The host of a Gateway server or Sidecar listener: `name` or `namespace/name`. */
export function scopedHostProblem(text: string, { isGateway }: { isGateway: boolean }): string | undefined {
  const slash = text.indexOf('/');
  if (slash < 0) return isGateway ? hostPartProblem(text, isGateway) : `${text} must be of the form namespace/host`;
  const [namespace, name] = [text.slice(0, slash), text.slice(slash + 1)];
  const scope = isGateway ? namespace : namespace.replace(/^~/, '');
  const anywhere = scope === '*' || scope === '.' || (!isGateway && scope === '' && namespace !== '');
  return anywhere || isDnsLabel(scope) ? hostPartProblem(name, isGateway) : `${namespace} is no namespace`;
}

function hostPartProblem(name: string, isGateway: boolean): string | undefined {
  if (name !== '*' && !name.includes('.')) return `${name} is a short name`;
  const problem = isGateway && isAddress(name) ? undefined : wildcardDomainProblem(name);
  return problem ?? partialWildcardProblem(name);
}

export function durationProblem(text: string | undefined): string | undefined {
  if (text === undefined) return undefined;
  const duration = millisecondsOf(text);
  if (duration === undefined) return `${text} is no duration`;
  return duration >= 1 && isWhole(duration) ? undefined : `${text} is no whole number of milliseconds from 1 up`;
}

/** Sums of decimal fractions miss whole numbers by a hair. */
function isWhole(number: number): boolean {
  return Math.abs(number - Math.round(number)) < 1e-7;
}

export function portProblem(port: number | undefined): string | undefined {
  return port !== undefined && port >= 1 && port <= 65535 ? undefined : `${port} is no port`;
}

export function percentProblem(value: number | undefined): string | undefined {
  return value === undefined || (value >= 0 && value <= 100) ? undefined : `${value} is no percentage`;
}

/** Envoy counts in millionths: less than one of them would be none. */
export function fractionalPercentProblem(percentage: { value?: number } | undefined): string | undefined {
  const value = percentage?.value ?? 0;
  return value === 0 || (value >= 0.0001 && value <= 100) ? undefined : `${value} is neither 0 nor from 0.0001 to 100`;
}

/** A regular expression as RE2 reads it. */
export function regexProblem(regex: string): string | undefined {
  if (regex === '' || regex.length > 1024) return 'a regular expression must have 1 to 1024 characters';
  try {
    readRe2(regex);
    return undefined;
  } catch (error) {
    if (error instanceof Re2Error) return `${regex} is no RE2 expression`;
    throw error;
  }
}

export function headerNameProblem(name: string): string | undefined {
  return HEADER_NAME.test(name) ? undefined : `${name} is no header name`;
}

/** Envoy expands %COMMANDS% in values; a lone percent sign must be doubled. */
export function headerValueProblem(value: string): string | undefined {
  // eslint-disable-next-line no-control-regex
  if (/[\u0000-\u0008\u000A-\u001F\u007F]/.test(value)) return `${JSON.stringify(value)} has control characters`;
  return /^(?:[^%]|%%|%[^%(][^%(]*%|%[^%(]+\((?:\\.|[^\\)])+\) *%)*$/.test(value) ? undefined : `${value} has an unescaped percent sign`;
}

export function labelsOf(labels: Record<string, string> | undefined): string | undefined {
  const wrong = Object.entries(labels ?? {}).find(([key, value]) => !LABEL_KEY.test(key) || !LABEL_VALUE.test(value));
  return wrong && `${wrong.join('=')} is no label`;
}

export function isKnownProtocol(protocol: string | undefined): boolean {
  return PROTOCOLS.includes(lower(protocol));
}

export function isHttp(protocol: string | undefined): boolean {
  return ['http', 'http2', 'http_proxy', 'grpc', 'grpc-web'].includes(lower(protocol));
}

export function isTls(protocol: string | undefined): boolean {
  return ['https', 'tls'].includes(lower(protocol));
}

export function isTcp(protocol: string | undefined): boolean {
  return ['tcp', 'https', 'tls', 'mongo', 'redis', 'mysql'].includes(lower(protocol));
}

function lower(protocol: string | undefined): string {
  return (protocol ?? '').toLowerCase();
}

const UNIX = 'unix://';

export function isUnix(address: string | undefined): boolean {
  return address !== undefined && address.startsWith(UNIX);
}

export function unixProblem(address: string): string | undefined {
  const path = address.slice(UNIX.length);
  return path.startsWith('@') || (path.startsWith('/') && !path.endsWith('/')) ? undefined : `${address} is no socket`;
}
