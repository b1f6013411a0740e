import type { Decision, Outcome } from '../../src/simulation/decision';
import type { Asked } from '../mesh/ask';

/** What differs between what Envoy did and what was foretold; undefined where they agree, `unknown` where nothing was foretold. */
export function difference(asked: Asked, { outcomes }: Decision): string | 'unknown' | undefined {
  if (outcomes.some(({ by }) => by === 'unknown')) return 'unknown';
  const reasons = outcomes.filter(({ share }) => share > 0).map((outcome) => wrongWith(asked, outcome));
  return reasons.includes(undefined) ? undefined : [...new Set(reasons)].join(' | ');
}

function wrongWith(asked: Asked, outcome: Outcome): string | undefined {
  const came = `${asked.status ?? asked.error}${asked.reply === undefined ? ` ${(asked.body ?? '').slice(0, 60)}` : ` from ${asked.reply.namespace}/${asked.reply.service} ${asked.reply.version}`}`;
  switch (outcome.by) {
    case 'nobody':
      return asked.status === undefined ? undefined : `a connection that ends, got ${came}`;
    case 'proxy':
      return wrongAnswer(asked, outcome, came);
    case 'application':
      return wrongArrival(asked, outcome, came);
    default:
      return asked.status === 200 && isOutside(asked) ? undefined : `somebody outside, got ${came}`;
  }
}

function wrongAnswer(asked: Asked, { status, location, body }: Outcome, came: string): string | undefined {
  if (asked.reply !== undefined || asked.status !== status) return `${status} of a proxy, got ${came}`;
  if (location !== undefined && asked.headers?.location !== location) return `location ${location}, got ${String(asked.headers?.location)}`;
  return body !== undefined && asked.body !== body ? `body ${body}, got ${came}` : undefined;
}

function wrongArrival(asked: Asked, { workload, port, received, hasMutualTls }: Outcome, came: string): string | undefined {
  const { reply } = asked;
  const version = workload!.labels.version ?? '';
  const service = workload!.labels.app;
  if (reply === undefined || reply.namespace !== workload!.namespace || !reply.pod.startsWith(`${workload!.name}-`)) {
    return `${workload!.namespace}/${service} ${version}, got ${came}`;
  }
  if (reply.port !== port) return `port ${port}, got ${reply.port}`;
  if (!received!.isHttp || reply.method === undefined) return undefined;
  const wrong: string[] = [];
  const compare = (what: string, expected: unknown, got: unknown) => {
    if (expected !== got) wrong.push(`${what} ${String(expected)}, got ${String(got)}`);
  };
  compare('method', received!.method, reply.method);
  compare('path', received!.path, reply.path);
  compare('authority', received!.authority, reply.authority);
  compare('identity', hasMutualTls === true, reply.client !== undefined);
  for (const name of ['x-user', 'x-env', 'x-trace', 'x-new', 'x-added', 'x-claim-role', 'x-token', 'authorization']) {
    compare(name, received!.headers.get(name)?.replaceAll(/,\s*/g, ','), textOf(reply.headers[name]));
  }
  return wrong.length === 0 ? undefined : wrong.join('; ');
}

function textOf(value: string | string[] | undefined): string | undefined {
  return value === undefined ? undefined : (Array.isArray(value) ? value.join(',') : value).replaceAll(/,\s*/g, ',');
}

/** Hosts outside are one app, which is of no namespace of the cluster. */
function isOutside({ reply }: Asked): boolean {
  return reply !== undefined && !reply.namespace.startsWith('sim-');
}
