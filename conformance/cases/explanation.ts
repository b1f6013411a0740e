import type { Failure } from './judge';
import { manifestsOf } from './manifests';
import type { System } from './system';
import { isAnswered, type Expected } from './table';
import { saying } from './verdict';
import type { AccessLogLine } from '../mesh/explain';
import type { Mesh } from '../mesh/mesh';

/** A failed line for people: what was asked, what should have come and what came, through which proxies, by which manifests. */
export async function explain(mesh: Mesh, system: System, { request, id, asked, reason }: Failure): Promise<string> {
  const { at, caller, place, method, url, headers, expected } = request;
  const onTheWay = (await mesh.accessLogs(id)).sort((a, b) => (momentOf(a) < momentOf(b) ? -1 : 1));
  const manifests = manifestsOf(system, request);
  return [
    `${caller} ${method} ${url}${headers.map(({ name, value }) => ` [${name}: ${value}]`).join('')} (${at})`,
    `  asked from  ${place}`,
    `  expected    ${expecting(expected)}`,
    `  came        ${saying(asked)}: ${reason}`,
    ...titled('on the way  ', onTheWay.length > 0 ? onTheWay.map(hop) : ['no proxy saw a request']),
    ...titled('manifests   ', manifests.length > 0 ? manifests : ['none is about it']),
  ].join('\n');
}

function titled(title: string, lines: readonly string[]): string[] {
  return lines.map((line, index) => `  ${index === 0 ? title : ' '.repeat(title.length)}${line}`);
}

function expecting(expected: Expected): string {
  const { outcome, callee, version, received } = expected;
  const what = outcome.kind === 'status' ? String(outcome.code) : outcome.kind === 'grpc' ? `grpc:${outcome.code}` : outcome.kind;
  const who = callee === undefined ? '' : isAnswered(expected) ? ` of ${callee.name}` : `, before it reaches ${callee.name}`;
  const headers = received.map(({ name, value }) => (value === undefined ? ` [no ${name}]` : ` [${name}: ${value}]`)).join('');
  return `${what}${who}${version === undefined ? '' : ` ${version}`}${headers}`;
}

/** Within a millisecond, a request leaves before it comes in. */
function momentOf(line: AccessLogLine): string {
  return `${String(line.time)} ${isInbound(line) ? 1 : 0}`;
}

function isInbound({ cluster }: AccessLogLine): boolean {
  return String(cluster).startsWith('inbound');
}

/** One proxy: its answer, the route and cluster it took, and why it refused. */
function hop(line: AccessLogLine): string {
  const said = (key: string) => (line[key] === undefined || line[key] === null || line[key] === '' || line[key] === '-' ? undefined : String(line[key]));
  const parts = [
    `${line.pod} ${isInbound(line) ? 'inbound' : 'outbound'}: ${said('status') ?? 'no status'}`,
    labelled('route', said('route')),
    labelled('cluster', said('cluster')),
    refusal(said('details')) ?? labelled('flags', said('flags')),
    labelled('caller', said('peer')?.replace(/^spiffe:\/\/[^/]+\//, '')),
    labelled('TLS', said('failure')),
  ];
  return parts.filter((part) => part !== undefined).join(', ');
}

function labelled(label: string, value: string | undefined): string | undefined {
  return value === undefined ? undefined : `${label} ${value}`;
}

/** `rbac_access_denied_matched_policy[ns[shop]-policy[orders]-rule[0]]`, or `[none]`: a DENY rule refused it, or no ALLOW rule let it in. */
function refusal(details: string | undefined): string | undefined {
  if (details === undefined || details === 'via_upstream') return undefined;
  const [, namespace, name, rule] = /^rbac_access_denied_matched_policy\[ns\[(.+?)\]-policy\[(.+?)\]-rule\[(\d+)\]\]$/.exec(details) ?? [];
  if (name !== undefined) return `refused by rule ${rule} of AuthorizationPolicy ${namespace}/${name}`;
  return details === 'rbac_access_denied_matched_policy[none]' ? 'refused because no AuthorizationPolicy allows it' : details;
}
