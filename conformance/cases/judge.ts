import type { Case } from './case';
import { explain } from './explanation';
import { withTokens } from './keys';
import { isAnswered, type Request } from './table';
import { wrongWith } from './verdict';
import type { Asked } from '../mesh/ask';
import type { Mesh } from '../mesh/mesh';

export interface Failure {
  readonly request: Request;
  readonly asked: Asked;
  readonly reason: string;
}

/** The same cause makes many lines fail: more of them would hide what the first ones say. */
const EXPLAINED = 5;
const LISTED = 20;

/** Sends the requests of a case, and finds those of which something else came than its table says. */
export async function judge(mesh: Mesh, { table, tokens, system }: Case, requests: readonly Request[] = table.requests): Promise<Failure[]> {
  const failures = await Promise.all(requests.map(async (request): Promise<Failure | undefined> => {
    const headers = Object.fromEntries(request.headers.map(({ name, value }) => [name, withTokens(value ?? '', tokens)]));
    const url = withTokens(request.url, tokens);
    const asked = await mesh.asker.ask(request.place, { url, method: request.method, headers: { 'x-test-id': request.id, ...headers } });
    const reason = wrongWith(asked, request.expected, tokens) ?? await arrival(request);
    return reason === undefined ? undefined : { request, asked, reason };
  }));
  return failures.filter((failure) => failure !== undefined);

  /** A refusal must come before the application hears of the request. */
  async function arrival({ id, expected }: Request): Promise<string | undefined> {
    const { callee } = expected;
    if (isAnswered(expected) || callee === undefined || system.service(`${callee.name}.${callee.namespace}`) === undefined) return undefined;
    const attempts = await mesh.asker.attempts(`${callee.namespace}/${callee.name}`, id);
    return attempts === 0 ? undefined : `the application received it ${attempts} times`;
  }
}

/** What a failing test prints; undefined when nothing failed. */
export async function told(mesh: Mesh, of: Case, failures: readonly Failure[]): Promise<string | undefined> {
  if (failures.length === 0) return undefined;
  const explained = await Promise.all(failures.slice(0, EXPLAINED).map(async (failure) => explain(mesh, of.system, failure)));
  const listed = failures.slice(EXPLAINED, EXPLAINED + LISTED).map(({ request, reason }) => `${request.caller} ${request.method} ${request.url} (${request.at}): ${reason}`);
  const more = failures.length - EXPLAINED - LISTED;
  return [`${failures.length} requests went another way than their lines say`, ...explained, ...listed, ...(more > 0 ? [`and ${more} more`] : [])].join('\n\n');
}
