import type { Case } from './case';
import { explain } from './explanation';
import { withTokens } from './keys';
import { CERTIFIED, isOutside } from './names';
import { isAnswered, type Request } from './table';
import { wrongWith } from './verdict';
import type { Asked } from '../mesh/ask';
import type { Certificate } from '../mesh/certificates';
import { inChunks } from '../mesh/chunks';
import type { Mesh } from '../mesh/mesh';

export interface Failure {
  readonly request: Request;
  /** Its x-test-id. */
  readonly id: string;
  readonly asked: Asked;
  readonly reason: string;
}

/** As many as wait for a busy machine's sockets without being turned away. */
const AT_ONCE = 500;

/** The same cause makes many lines fail: more of them would hide what the first ones say. */
const EXPLAINED = 5;
const LISTED = 20;

/** Sends the requests of a case, and finds those of which something else came than its table says. */
export async function judge(mesh: Mesh, { table, tokens, system }: Case, requests: readonly Request[] = table.requests): Promise<Failure[]> {
  // applications and access logs remember what was asked before
  const run = Date.now().toString(36);
  const failures = await inChunks(requests, AT_ONCE, async (request): Promise<Failure | undefined> => {
    const id = `${request.id}-${run}`;
    const headers = Object.fromEntries(request.headers.map(({ name, value }) => [name, withTokens(value ?? '', tokens)]));
    const url = withTokens(request.url, tokens);
    const certificate = request.place === CERTIFIED ? await certificateOf(mesh) : {};
    const asked = await mesh.asker.ask(isOutside(request.place) ? 'outside' : request.place, {
      ...certificate,
      url,
      method: request.method,
      body: request.body,
      headers: { 'x-test-id': id, ...(request.body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    });
    const reason = wrongWith(asked, request.expected, tokens) ?? await arrival(request, id);
    return reason === undefined ? undefined : { request, id, asked, reason };
  });
  return failures.filter((failure) => failure !== undefined);

  /** A refusal must come before the application hears of the request. */
  async function arrival({ expected }: Request, id: string): Promise<string | undefined> {
    const { callee } = expected;
    if (isAnswered(expected) || callee === undefined || system.service(`${callee.name}.${callee.namespace}`) === undefined) return undefined;
    const attempts = await mesh.asker.attempts(`${callee.namespace}/${callee.name}`, id);
    return attempts === 0 ? undefined : `the application received it ${attempts} times`;
  }
}

const certificates = new WeakMap<Mesh, Promise<Certificate>>();

/** What the gateways' authority gives a client: one for all. */
async function certificateOf(mesh: Mesh): Promise<Certificate> {
  const known = certificates.get(mesh) ?? mesh.authority.issue('partner');
  certificates.set(mesh, known);
  return known;
}

/** What a failing test prints; undefined when nothing failed. */
export async function told(mesh: Mesh, of: Case, failures: readonly Failure[]): Promise<string | undefined> {
  if (failures.length === 0) return undefined;
  const isFirst = ({ request }: Failure, index: number) => failures.findIndex((other) => other.request.at === request.at) === index;
  const oneALine = failures.filter(isFirst).slice(0, EXPLAINED);
  const explained = await Promise.all(oneALine.map(async (failure) => explain(mesh, of.system, failure)));
  const others = failures.filter((failure) => !oneALine.includes(failure));
  const listed = others.slice(0, LISTED).map(({ request, reason }) => `${request.caller} ${request.method} ${request.url} (${request.at}): ${reason}`);
  const more = others.length - LISTED;
  const listing = [...listed, ...(more > 0 ? [`and ${more} more`] : [])].join('\n');
  return [`${failures.length} requests went another way than their lines say`, ...explained, ...(listing === '' ? [] : [listing])].join('\n\n');
}
