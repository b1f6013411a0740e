import { withTokens } from './keys';
import type { Headers } from './line';
import type { CalleeName } from './names';
import { Expected, isAnswered } from './table';
import type { Asked } from '../mesh/ask';

/** Proxies refuse with these; another status may be a callee that does not work, which looks like a refusal and is none. */
const REFUSALS = [401, 403, 404, 502];

/** What is wrong with what came; undefined when it is as expected. */
export function wrongWith(asked: Asked, expected: Expected, tokens: ReadonlyMap<string, string>): string | undefined {
  const { outcome, callee } = expected;
  if (!isAnswered(expected)) {
    if (asked.reply !== undefined) return 'an application answered';
    if (outcome.kind === 'reset') return isReset(asked) ? undefined : 'no connection was ended';
    if (outcome.kind === 'refused') return isReset(asked) || REFUSALS.includes(asked.status ?? 0) ? undefined : 'this is no refusal';
    if (outcome.kind === 'grpc' ? asked.grpcStatus !== outcome.code : outcome.kind !== 'status' || asked.status !== outcome.code) return 'another status';
    return wrongHeader(expected.received, (name) => asked.headers?.[name], tokens);
  }
  if (asked.reply === undefined) return 'no application answered';
  if (outcome.kind === 'grpc' ? asked.grpcStatus !== outcome.code : outcome.kind === 'status' && asked.status !== outcome.code) return 'another status';
  if (!isOf(asked, callee!)) return 'another application answered';
  if (expected.version !== undefined && !expected.version.split('|').includes(asked.reply.version)) return 'another version answered';
  const { reply } = asked;
  const { path, authority, method, client, port, protocol } = reply;
  const seen: Record<string, unknown> = { ':path': path, ':authority': authority, ':method': method, ':client': client, ':port': port, ':protocol': protocol };
  return wrongHeader(expected.received, (name) => (name in seen ? seen[name] : reply.headers[name]), tokens);
}

function isReset({ status, error }: Asked): boolean {
  return status === undefined && error !== undefined && /^(ECONNRESET|EPIPE|TLS: )/.test(error) && !/certificate(?! required)/.test(error);
}

function isOf({ reply }: Asked, { name, namespace }: CalleeName): boolean {
  return reply!.service === name && reply!.namespace === namespace;
}

function wrongHeader(received: Headers, valueOf: (name: string) => unknown, tokens: ReadonlyMap<string, string>): string | undefined {
  for (const { name, value } of received) {
    const came = valueOf(name);
    if (value === undefined && came !== undefined) return `${name} was received`;
    if (value !== undefined && String(came) !== withTokens(value, tokens)) return `${name} was ${came === undefined ? 'not received' : shortened(String(came))}`;
  }
  return undefined;
}

/** Tokens are long, and nobody reads them. */
function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

/** What came, in a line. */
export function saying({ status, error, grpcStatus, reply, headers, body }: Asked): string {
  const code = grpcStatus === undefined ? shortened(String(status ?? error).trim()) : `grpc:${grpcStatus}`;
  if (reply !== undefined) return `${code} ${[reply.service, reply.version].filter(Boolean).join(' ')}`;
  const location = headers?.location === undefined ? '' : ` to ${String(headers.location)}`;
  return `${code}${status === undefined ? '' : ' of a proxy'}${location}${body ? `: ${shortened(body.trim())}` : ''}`;
}
