import { type Connection, judge } from './cyclonus';
import type { Place, Port, Table } from './table';
import type { KubeObject } from '../mesh/kube';

interface Question extends Connection {
  readonly from: Place;
  readonly to: Place;
}

export interface Outcome {
  /** Sides that were judged. */
  readonly judged: number;
  /** What is open and should not be, or is closed and should not be. */
  readonly wrong: string[];
}

/** Each place to each other, on each port, and every side of it that has policies. */
export async function compare(table: Table, objects: readonly KubeObject[]): Promise<Outcome> {
  const questions = table.places.flatMap((from) => table.places
    .filter((to) => from.governed || to.governed)
    .flatMap((to) => table.ports.map((port): Question => ({ from, to, ...port }))));
  const verdicts = await judge(objects.filter(({ kind }) => kind === 'NetworkPolicy'), questions);
  const outcome: { judged: number; wrong: string[] } = { judged: 0, wrong: [] };
  questions.forEach(({ from, to, ...port }, index) => {
    const sides = [['out', from, verdicts[index].egress], ['in', to, verdicts[index].ingress]] as const;
    for (const [side, judgedPlace, open] of sides) {
      if (!judgedPlace.governed) continue;
      outcome.judged += 1;
      if (open !== table.isOpen(side, from, to, port)) outcome.wrong.push(say(side, from, to, port, open));
    }
  });
  return outcome;
}

function say(side: 'in' | 'out', from: Place, to: Place, { port, protocol }: Port, open: boolean): string {
  const gate = side === 'out' ? 'leaves the caller' : 'enters the callee';
  return `${from.name} → ${to.name} ${port}/${protocol}: ${open ? `${gate}, and no line says that it may` : `may, and never ${gate}`}`;
}
