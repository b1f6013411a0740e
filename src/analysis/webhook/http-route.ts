import { STATUS_CODES } from 'node:http';
import { each, eachOf, isEmpty, Report } from './report';
import {
  durationProblem, fractionalPercentProblem, headerNameProblem, headerValueProblem, isDnsLabel, percentProblem, portProblem, regexProblem,
  wildcardDomainProblem,
} from './values';
import { isPseudoHeader } from '../../support/field-name';

export function checkHttpRoute(route: any, path: string, { isDelegate }: { isDelegate: boolean }, report: Report): void {
  checkOutcome(route, path, isDelegate, report);
  for (const [match, at] of each(route.match, `${path}.match`)) checkMatch(match, at, report);
  checkHeaders(route.headers, `${path}.headers`, report);
  checkCors(route.corsPolicy, `${path}.corsPolicy`, report);
  checkFault(route.fault, `${path}.fault`, report);
  checkMirrors(route, path, report);
  checkRedirect(route, `${path}.redirect`, report);
  checkDirectResponse(route.directResponse, `${path}.directResponse`, report);
  checkRetries(route.retries, `${path}.retries`, report);
  checkRewrite(route, `${path}.rewrite`, report);
  checkWeights(route.route, `${path}.route`, report);
  for (const [target, at] of each(route.route, `${path}.route`)) {
    report.need(target.destination !== undefined, at, 'destination is required');
    checkDestination(target.destination, `${at}.destination`, report);
    checkHeaders(target.headers, `${at}.headers`, report);
  }
  report.add(`${path}.timeout`, durationProblem(route.timeout));
}

/** A request is routed, redirected or answered, or another VirtualService decides. */
function checkOutcome(route: any, path: string, isDelegate: boolean, report: Report): void {
  const { delegate, redirect, directResponse, fault, rewrite, mirror, mirrors } = route;
  if (delegate && !isDelegate) {
    report.need(!redirect && isEmpty(route.route), path, 'delegate excludes route and redirect');
    return;
  }
  report.need(!delegate, path, 'a delegate cannot delegate');
  const answer = redirect ? 'redirect' : 'directResponse';
  if (redirect || directResponse) {
    report.need(isEmpty(route.route) && !fault && !rewrite && !(redirect && directResponse), path, `${answer} excludes route, fault, rewrite and another answer`);
  } else {
    report.need(!isEmpty(route.route), path, 'needs a route, redirect or directResponse');
  }
  report.need(!mirror || isEmpty(mirrors), path, 'mirror and mirrors exclude each other');
}

export function checkWeights(route: any[] | undefined, path: string, report: Report): void {
  const weights = (route ?? []).map(({ weight = 0 }) => weight);
  report.need(weights.every((weight) => weight >= 0), path, 'weights must not be negative');
  report.need(weights.length < 2 || weights.reduce((sum, weight) => sum + weight, 0) !== 0, path, 'the weights sum up to nothing');
}

export function checkDestination(destination: any, path: string, report: Report): void {
  if (destination === undefined) return;
  const { host = '', subset, port } = destination;
  report.add(path, host === '*' ? '* is no destination' : wildcardDomainProblem(host));
  report.need(isEmpty(subset) || isDnsLabel(subset), path, `${subset} is no name of a subset`);
  if (port) report.add(path, portProblem(port.number ?? 0));
}

const CLAIM = /^@request\.auth\.claims(\..+|\[.+\])$/i;
const PSEUDO_HEADERS = [':method', ':scheme', ':authority', ':path', ':status'];

export function isClaimMatch(name: string): boolean {
  return CLAIM.test(name);
}

function checkMatch(match: any, path: string, report: Report): void {
  for (const [name, value, at] of [...eachOf(match.headers, `${path}.headers`), ...eachOf(match.withoutHeaders, `${path}.withoutHeaders`)]) {
    report.add(at, isClaimMatch(name) || PSEUDO_HEADERS.includes(name) ? undefined : headerNameProblem(name));
    // An asterisk is no expression here: it asks whether the header is there.
    const presence = at.includes('.withoutHeaders.') && value.regex === '*';
    if (!presence) report.add(at, stringMatchProblem(value));
  }
  // A prefix of nothing is every path, but no scheme, method or authority.
  if (match.uri?.prefix !== '') report.add(`${path}.uri`, stringMatchProblem(match.uri));
  for (const field of ['scheme', 'method', 'authority']) report.add(`${path}.${field}`, stringMatchProblem(match[field]));
  for (const [, value, at] of eachOf(match.queryParams, `${path}.queryParams`)) report.add(at, stringMatchProblem(value));
  const { sourceNamespace } = match;
  report.need(isEmpty(sourceNamespace) || isDnsLabel(sourceNamespace), path, `${sourceNamespace} is no namespace`);
}

function stringMatchProblem(match: any): string | undefined {
  if (match?.prefix === '') return 'a prefix must not be empty';
  return match?.regex === undefined ? undefined : regexProblem(match.regex);
}

/** Requests may be given another host; nobody may touch the other pseudo-headers, nor a response's host. */
function checkHeaders(headers: any, path: string, report: Report): void {
  for (const direction of ['request', 'response']) {
    const { add, set, remove } = headers?.[direction] ?? {};
    for (const [name, value, at] of [...eachOf(add, `${path}.${direction}.add`), ...eachOf(set, `${path}.${direction}.set`)]) {
      const mayBeHost = direction === 'request' && isAuthority(name);
      report.need(name !== '' && (mayBeHost || !isPseudoHeader(name)), at, `${name} cannot be set`);
      report.add(at, headerValueProblem(value));
    }
    for (const [name, at] of each<string>(remove, `${path}.${direction}.remove`)) report.need(name !== '' && !isPseudoHeader(name), at, `${name} cannot be removed`);
  }
}

function isAuthority(name: string): boolean {
  return [':authority', 'host'].includes(name.toLowerCase());
}

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'CONNECT', 'OPTIONS', 'TRACE', '*'];

function checkCors(cors: any, path: string, report: Report): void {
  for (const [{ exact, prefix, regex }, at] of each(cors?.allowOrigins, `${path}.allowOrigins`)) {
    report.need(Boolean(exact ?? prefix ?? regex), at, 'must not be empty');
    if (regex) report.add(at, regexProblem(regex));
  }
  for (const [method, at] of each(cors?.allowMethods, `${path}.allowMethods`)) report.need(METHODS.includes(method), at, `${method} is no method`);
  for (const field of ['allowHeaders', 'exposeHeaders']) {
    for (const [name, at] of each(cors?.[field], `${path}.${field}`)) report.add(at, headerNameProblem(name));
  }
  report.add(`${path}.maxAge`, durationProblem(cors?.maxAge));
  report.need(!/\.\d*[1-9]|ms|us|µs|ns/.test(cors?.maxAge ?? ''), `${path}.maxAge`, 'counts whole seconds');
}

const GRPC_STATUS = [
  'OK', 'CANCELLED', 'UNKNOWN', 'INVALID_ARGUMENT', 'DEADLINE_EXCEEDED', 'NOT_FOUND', 'ALREADY_EXISTS', 'PERMISSION_DENIED', 'RESOURCE_EXHAUSTED',
  'FAILED_PRECONDITION', 'ABORTED', 'OUT_OF_RANGE', 'UNIMPLEMENTED', 'INTERNAL', 'UNAVAILABLE', 'DATA_LOSS', 'UNAUTHENTICATED',
];

function checkFault(fault: any, path: string, report: Report): void {
  if (fault === undefined) return;
  const { abort, delay } = fault;
  report.need(abort !== undefined || delay !== undefined, path, 'needs an abort or a delay');
  report.add(`${path}.abort`, fractionalPercentProblem(abort?.percentage));
  report.add(`${path}.delay`, fractionalPercentProblem(delay?.percentage));
  report.add(`${path}.delay`, durationProblem(delay?.fixedDelay ?? delay?.exponentialDelay));
  report.need(abort?.http2Error === undefined && delay?.exponentialDelay === undefined, path, 'http2Error and exponentialDelay are not supported');
  if (abort === undefined) return;
  const { grpcStatus, httpStatus, http2Error } = abort;
  report.need(grpcStatus === undefined || GRPC_STATUS.includes(grpcStatus), `${path}.abort`, `${grpcStatus} is no gRPC status`);
  report.need(httpStatus === undefined || isStatus(httpStatus), `${path}.abort`, `${httpStatus} is no HTTP status`);
  report.advise([grpcStatus, httpStatus, http2Error].some((status) => status !== undefined), `${path}.abort`, 'has no status');
}

function isStatus(status: number): boolean {
  return status >= 200 && status <= 600;
}

function checkMirrors({ mirror, mirrors, mirrorPercentage, mirrorPercent }: any, path: string, report: Report): void {
  report.mention(mirrorPercent === undefined, path, 'mirrorPercent is deprecated');
  report.need((mirrorPercent ?? 0) <= 100, path, `${mirrorPercent} is no percentage`);
  report.add(`${path}.mirrorPercentage`, percentProblem(mirrorPercentage?.value));
  checkDestination(mirror, `${path}.mirror`, report);
  for (const [{ destination, percentage }, at] of each(mirrors, `${path}.mirrors`)) {
    report.need(destination !== undefined, at, 'destination is required');
    checkDestination(destination, `${at}.destination`, report);
    if (destination !== undefined) report.add(at, percentProblem(percentage?.value));
  }
}

function checkRedirect({ redirect, match }: any, path: string, report: Report): void {
  if (redirect === undefined) return;
  const { uri, prefixRewrite, authority, port, derivePort, scheme, redirectCode } = redirect;
  report.need(isEmpty(uri) || isEmpty(prefixRewrite), path, 'uri and prefixRewrite exclude each other');
  const prefixed = (match ?? []).every((entry: any) => entry.uri === undefined || entry.uri.prefix !== undefined);
  report.need(isEmpty(prefixRewrite) || prefixed, path, 'prefixRewrite needs prefixes to rewrite');
  const leads = ![uri, prefixRewrite, authority, scheme].every(isEmpty) || port !== undefined || derivePort !== undefined;
  report.need(leads, path, 'leads nowhere');
  report.need(!redirectCode || (redirectCode >= 300 && redirectCode <= 399), path, `${redirectCode} is no redirect`);
  report.need(['', 'http', 'https'].includes(scheme ?? ''), path, `${scheme} is neither http nor https`);
  if (port > 0) report.add(path, portProblem(port));
}

function checkDirectResponse(response: any, path: string, report: Report): void {
  if (response === undefined) return;
  const { string, bytes } = response.body ?? {};
  const size = Buffer.byteLength(string ?? '') || Buffer.from(bytes ?? '', 'base64').length;
  report.need(size <= 1024 * 1024, path, 'a body must be below 1 MiB');
  report.advise(size <= 100 * 1024 || size > 1024 * 1024, path, 'a large body burdens the control plane');
  report.need(isStatus(response.status ?? 0), path, `${response.status} is no HTTP status`);
}

const RETRY_CONDITIONS = [
  '5xx', 'gateway-error', 'reset', 'reset-before-request', 'connect-failure', 'retriable-4xx', 'refused-stream', 'retriable-status-codes',
  'retriable-headers', 'envoy-ratelimited', 'http3-post-connect-failure', 'cancelled', 'deadline-exceeded', 'internal', 'resource-exhausted', 'unavailable',
];

function checkRetries(retries: any, path: string, report: Report): void {
  if (retries === undefined) return;
  const { attempts = 0, perTryTimeout, retryOn = '', retryRemoteLocalities, backoff } = retries;
  report.need(attempts >= 0, path, 'attempts must not be negative');
  const conditioned = perTryTimeout !== undefined || retryOn !== '' || retryRemoteLocalities !== undefined;
  report.need(attempts !== 0 || !conditioned, path, 'attempts of 0 exclude conditions');
  report.add(`${path}.perTryTimeout`, durationProblem(perTryTimeout));
  report.add(`${path}.backoff`, durationProblem(backoff));
  // Split at commas and not trimmed: a space makes another word of it.
  const unknown = retryOn.split(',').filter((word: string) => !RETRY_CONDITIONS.includes(word) && !isNamedStatus(word));
  report.need(retryOn === '' || unknown.length === 0, `${path}.retryOn`, `${unknown.map((word: string) => `"${word}"`).join(', ')} is no condition`);
}

/** Go and Node know the same statuses by name, but for 509. */
function isNamedStatus(word: string): boolean {
  return STATUS_CODES[word] !== undefined && word !== '509';
}

function checkRewrite({ rewrite, headers }: any, path: string, report: Report): void {
  const set = [...Object.keys(headers?.request?.set ?? {}), ...Object.keys(headers?.request?.add ?? {})].filter(isAuthority);
  report.need(set.length + (isEmpty(rewrite?.authority) ? 0 : 1) < 2, path, 'the host is set twice');
  if (rewrite === undefined) return;
  const { uri, authority, uriRegexRewrite } = rewrite;
  report.need(isEmpty(uri) || uriRegexRewrite === undefined, path, 'uri and uriRegexRewrite exclude each other');
  report.need(!isEmpty(uri) || !isEmpty(authority) || uriRegexRewrite !== undefined, path, 'must not be empty');
  if (uriRegexRewrite === undefined) return;
  const { match, rewrite: replacement } = uriRegexRewrite;
  report.add(path, isEmpty(match) || isEmpty(replacement) ? 'uriRegexRewrite needs match and rewrite' : regexProblem(match));
}
