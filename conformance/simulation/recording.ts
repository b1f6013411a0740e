import type { Question } from '../../src/simulation/simulate';
import type { Asked } from '../mesh/ask';
import type { KubeObject } from '../mesh/kube';

/** A question, and what Envoy made of it. */
export interface RecordedAnswer {
  readonly question: Question;
  readonly asked: Asked;
}

/** The objects of some meshes, and what was asked of them. */
export interface RecordedRound {
  readonly objects: readonly KubeObject[];
  readonly answers: readonly RecordedAnswer[];
}

/** Headers that routes and tokens change; the others are not the mesh's business. */
const HEADERS = ['x-user', 'x-env', 'x-trace', 'x-new', 'x-added', 'x-claim-role', 'x-token', 'authorization'];

/** Of an answer, what is compared. */
export function essence({ status, error, headers, body, reply }: Asked): Asked {
  const location = headers?.location;
  if (reply === undefined) return { status, error, took: 0, ...(location === undefined ? { body: body?.slice(0, 80) } : { headers: { location } }) };
  const { pod, namespace, service, version, port, protocol, method, authority, path, client } = reply;
  // a connection that nobody reads has none
  const kept = Object.fromEntries(HEADERS.flatMap((name) => (reply.headers?.[name] === undefined ? [] : [[name, reply.headers[name]]])));
  return { status, took: 0, reply: { pod, namespace, service, version, port, protocol, method, authority, path, client, attempt: 0, headers: kept } };
}

/** Without keys, which only Envoy needs. */
export function withoutKeys(round: RecordedRound): RecordedRound {
  return JSON.parse(JSON.stringify(round, (name, value) => (name === 'jwks' ? '{"keys":[]}' : value)));
}
