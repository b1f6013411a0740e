import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { findOrBuildModule } from '../mesh/binaries';
import type { KubeObject } from '../mesh/kube';
import { run } from '../mesh/processes';

/** A pod, or with an address alone: anything outside of the cluster. */
export interface Endpoint {
  readonly address: string;
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
}

export interface Connection {
  readonly from: Endpoint;
  readonly to: Endpoint;
  readonly port: number;
  readonly protocol: 'TCP' | 'UDP' | 'SCTP';
}

/** Whether each side's policies let it through; a side without policies does. */
export interface Verdict {
  readonly egress: boolean;
  readonly ingress: boolean;
}

const MODULE = { folder: '../network-policy', programs: { cyclonus: 'github.com/mattfenwick/cyclonus/cmd/cyclonus' } };

/** Its answers are tables in one text, which must not grow beyond what a text can hold. */
const AT_ONCE = 50_000;

/** What NetworkPolicies mean for connections, said by a program that knows nothing of this library. */
export async function judge(policies: readonly KubeObject[], connections: readonly Connection[]): Promise<Verdict[]> {
  const bin = await findOrBuildModule(MODULE, (text) => process.stderr.write(`${text}\n`));
  const dir = mkdtempSync(join(tmpdir(), 'network-policy-'));
  try {
    const [policyPath, trafficPath] = [join(dir, 'policies.json'), join(dir, 'traffic.json')];
    writeFileSync(policyPath, JSON.stringify({ apiVersion: 'networking.k8s.io/v1', kind: 'NetworkPolicyList', items: policies }));
    const verdicts: Verdict[] = [];
    for (let first = 0; first < connections.length; first += AT_ONCE) {
      const asked = connections.slice(first, first + AT_ONCE);
      writeFileSync(trafficPath, JSON.stringify(asked.map(traffic)));
      const said = await run(join(bin, 'cyclonus'), ['analyze', '--mode', 'query-traffic', '--policy-path', policyPath, '--traffic-path', trafficPath]);
      const tables = said.split('Is traffic allowed?').slice(1);
      if (tables.length !== asked.length) throw new Error(`cyclonus answered ${tables.length} of ${asked.length} questions`);
      for (const table of tables) verdicts.push(verdictIn(table));
    }
    return verdicts;
  } finally {
    rmSync(dir, { recursive: true });
  }
}

function traffic({ from, to, port, protocol }: Connection): object {
  return { Source: peer(from), Destination: peer(to), ResolvedPort: port, Protocol: protocol };
}

function peer({ address, namespace, labels }: Endpoint): object {
  if (namespace === undefined) return { IP: address };
  // the API server puts this label on every namespace
  const NamespaceLabels = { 'kubernetes.io/metadata.name': namespace };
  return { IP: address, Internal: { Namespace: namespace, NamespaceLabels, PodLabels: labels ?? {} } };
}

/** From a table of policies that apply: a side is open when one of its policies allows, or when it has none. */
function verdictIn(table: string): Verdict {
  const open = { Ingress: [] as string[], Egress: [] as string[] };
  let side: keyof typeof open | undefined;
  for (const line of table.split('\n')) {
    // cells of equal content are merged: the side stands in its first row only
    const [, type, action] = line.split('|').map((cell) => cell.trim());
    if (type === 'Ingress' || type === 'Egress') side = type;
    if (action === 'Allow' || action === 'Deny') open[side!].push(action);
  }
  const isOpen = (actions: string[]) => actions.length === 0 || actions.includes('Allow');
  const verdict = { ingress: isOpen(open.Ingress), egress: isOpen(open.Egress) };
  const both = /IS ALLOWED\? \|\s+(TRUE|FALSE)/.exec(table)?.[1];
  if (both !== String(verdict.ingress && verdict.egress).toUpperCase()) throw new Error(`cyclonus means something else: ${table}`);
  return verdict;
}
