import { isIP } from 'node:net';
import { each, isEmpty, Report } from './report';
import { checkAttachment } from './scope';
import { isAddressOrCidr } from './values';

const SOURCE_FIELDS = ['principals', 'requestPrincipals', 'namespaces', 'serviceAccounts', 'trustDomains', 'ipBlocks', 'remoteIpBlocks'];
const OPERATION_FIELDS = ['ports', 'methods', 'paths', 'hosts'];
/** What an external authorizer is asked before identities are known. */
const IDENTITY_FIELDS = ['principals', 'requestPrincipals', 'namespaces', 'serviceAccounts', 'trustDomains'];
const IDENTITY_KEYS = /^(source\.(namespace|serviceAccount|trustDomain|principal)$|request\.auth\.)/;

export function checkAuthorizationPolicy({ spec }: any, report: Report): void {
  const { action = 'ALLOW', provider, rules } = spec;
  checkAttachment(spec, report);
  report.need(!isEmpty(rules) || !['CUSTOM', 'DENY'].includes(action), 'spec.rules', `${action} without rules is never triggered`);
  report.need(action !== 'CUSTOM' || isEmpty(rules) || !isEmpty(provider?.name), 'spec.provider', 'name is required');
  report.need(action === 'CUSTOM' || provider === undefined, 'spec.provider', `means nothing to ${action}`);
  for (const [rule, at] of each(rules, 'spec.rules')) {
    for (const [from, place] of each(rule?.from, `${at}.from`)) checkSource(from.source, `${place}.source`, report);
    for (const [to, place] of each(rule?.to, `${at}.to`)) checkOperation(to.operation, `${place}.operation`, report);
    for (const [condition, place] of each(rule?.when, `${at}.when`)) checkCondition(condition, place, report);
    if (action === 'CUSTOM') checkCustom(rule ?? {}, at, report);
    if (action === 'DENY') checkDenyOfTcp(rule ?? {}, at, report);
  }
}

/** The field and its negation. */
function both(fields: string[]): string[] {
  return fields.flatMap((field) => [field, `not${field[0].toUpperCase()}${field.slice(1)}`]);
}

const SOURCES = both(SOURCE_FIELDS);
const OPERATIONS = both(OPERATION_FIELDS);
const NAMED = both(['principals', 'namespaces']);
const ACCOUNTS = both(['serviceAccounts']);
const PORTS = both(['ports']);
const TCP_SOURCES = both(['principals', 'namespaces', 'ipBlocks', 'remoteIpBlocks', 'serviceAccounts']);

function checkSource(source: any, path: string, report: Report): void {
  report.need(SOURCES.some((field) => !isEmpty(source?.[field])), path, 'must not be empty');
  const named = NAMED.some((field) => !isEmpty(source?.[field]));
  const accounts = ACCOUNTS.some((field) => !isEmpty(source?.[field]));
  report.need(!named || !accounts, path, 'serviceAccounts exclude principals and namespaces');
  for (const field of SOURCES) {
    if (source?.[field] === undefined) continue;
    for (const [value, at] of each<string>(source?.[field], `${path}.${field}`)) report.add(at, valueProblem(field, value));
  }
}

function valueProblem(field: string, value: string): string | undefined {
  if (value === '') return 'must not be empty';
  if (/ipBlocks$/i.test(field)) return addressProblem(value);
  if (/serviceAccounts$/i.test(field)) return serviceAccountProblem(value);
  return /trustDomains$/i.test(field) ? wildcardProblem(value) ?? (value.includes('/') ? `${value} is no trust domain` : undefined) : undefined;
}

function addressProblem(value: string): string | undefined {
  return isAddressOrCidr(value) || isIP(value) !== 0 ? undefined : `${value} is no address`;
}

function serviceAccountProblem(value: string): string | undefined {
  return /^[^/*]+(\/[^/*]+)?$/.test(value) && value.length <= 320 ? undefined : `${value} is no service account`;
}

function wildcardProblem(value: string): string | undefined {
  return /^(\*|\*?[^*]+|[^*]+\*)$/.test(value) ? undefined : `${value} has an asterisk in the midst`;
}

function checkOperation(operation: any, path: string, report: Report): void {
  report.need(OPERATIONS.some((field) => !isEmpty(operation?.[field])), path, 'must not be empty');
  for (const field of OPERATIONS) {
    if (operation?.[field] === undefined) continue;
    for (const [value, at] of each<string>(operation?.[field], `${path}.${field}`)) {
      report.need(value !== '', at, 'must not be empty');
      if (/ports$/i.test(field)) report.add(at, portTextProblem(value));
      if (/paths$/i.test(field)) report.add(at, pathProblem(value));
    }
  }
}

/** Zero is let through here. */
function portTextProblem(value: string): string | undefined {
  return /^\d+$/.test(value) && Number(value) <= 65535 ? undefined : `${value} is no port`;
}

/** Templates are whole segments, {*} for one and {**} for the rest; then every other segment is literal. */
function pathProblem(path: string): string | undefined {
  const isTemplate = /\{\*\*?\}/.test(path);
  const segments = path.replace(/^\/+|\/+$/g, '').split('/');
  const rest = segments.indexOf('{**}');
  const later = rest < 0 ? [] : segments.slice(rest + 1);
  if (later.some((segment) => segment === '{*}' || segment === '{**}')) return `${path} goes on after {**}`;
  for (const segment of segments.filter((text) => text !== '{*}' && text !== '{**}')) {
    if (/[{}]/.test(segment)) return `${path} has braces that are no template`;
    if (isTemplate && !/^[a-zA-Z0-9\-._~%!$&'()+,;:@=]+$/.test(segment)) return `${path} has ${segment} beside a template`;
  }
  return undefined;
}

const PLAIN_KEYS = ['source.namespace', 'source.principal', 'request.auth.principal', 'request.auth.audiences', 'request.auth.presenter', 'connection.sni'];
const MAP_KEYS = ['request.headers', 'request.auth.claims', 'experimental.envoy.filters.'];
const ADDRESS_KEYS = ['source.ip', 'remote.ip', 'destination.ip'];

function checkCondition({ key = '', values, notValues }: any, path: string, report: Report): void {
  report.need(!isEmpty(values) || !isEmpty(notValues), path, 'needs values or notValues');
  if (MAP_KEYS.some((prefix) => key.startsWith(prefix))) {
    report.need(/^[^[]+\[.+\]$/.test(key), path, `${key} names no entry`);
  } else {
    const known = [...PLAIN_KEYS, ...ADDRESS_KEYS, 'source.serviceAccount', 'source.trustDomain', 'destination.port'].includes(key);
    report.need(known, path, `${key} is no attribute`);
  }
  for (const value of [...(values ?? []), ...(notValues ?? [])]) report.add(path, value === '' ? 'must not be empty' : conditionProblem(key, value));
}

function conditionProblem(key: string, value: string): string | undefined {
  if (ADDRESS_KEYS.includes(key)) return addressProblem(value);
  if (key === 'destination.port') return portTextProblem(value);
  if (key === 'source.serviceAccount') return serviceAccountProblem(value);
  return key === 'source.trustDomain' ? wildcardProblem(value) : undefined;
}

function checkCustom({ from, when }: any, path: string, report: Report): void {
  for (const [{ source }, at] of each(from, `${path}.from`)) {
    const used = both(IDENTITY_FIELDS).filter((field) => !isEmpty(source?.[field]));
    report.need(used.length === 0, at, `CUSTOM cannot use ${used.join(', ')}`);
  }
  for (const [{ key = '' }, at] of each(when, `${path}.when`)) report.need(!IDENTITY_KEYS.test(key), at, `CUSTOM cannot use ${key}`);
}

/** TCP has no HTTP attributes: a DENY that asks for them alone holds for all of it. */
function checkDenyOfTcp({ from = [], to = [] }: any, path: string, report: Report): void {
  const fromTcp = from.some(({ source }: any) => TCP_SOURCES.some((field) => !isEmpty(source?.[field])));
  const toTcp = to.some(({ operation }: any) => PORTS.some((field) => !isEmpty(operation?.[field])));
  const onlyHttp = to.some(({ operation }: any) => operation) ? !toTcp : from.some(({ source }: any) => source) && !fromTcp;
  report.mention(!onlyHttp, path, 'denies all TCP: name a port', 'of known pods');
}
