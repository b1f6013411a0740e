import type { Access, Callee, CalleePort } from './access';
import { type AccessMatrix, ruleTitle } from './access-matrix';
import { conditionsInWords, wordsOf } from './rule-parts';
import { isEveryone } from './who';

/** One line of a matrix, in words: the same for every way of writing it down. */
export interface MatrixLine {
  readonly caller: string;
  /** Whether it is about everyone of a kind. */
  readonly isClass: boolean;
  readonly callee: string;
  readonly port: string;
  readonly peer: string;
  readonly what: string;
  readonly methods: readonly string[];
  readonly paths: readonly string[];
  readonly hosts: readonly string[];
  readonly conditions: readonly string[];
  readonly exceptions: readonly string[];
  readonly pods: readonly string[];
  readonly by: string;
  /** What stands out, in a few words. */
  readonly notes: readonly string[];
}

export function matrixLines({ callees }: AccessMatrix): MatrixLine[] {
  return callees.flatMap((callee) => callee.ports.flatMap((port) => port.access.map((access) => lineOf(callee, port, access))));
}

function lineOf(callee: Callee, port: CalleePort, access: Access): MatrixLine {
  const { methods, paths, hosts } = access.operations;
  const exceptions = access.exceptions.map(({ who, operations, by }) => `${who.title}: ${wordsOf(operations)} (${ruleTitle({ by })})`);
  return {
    caller: access.who.title,
    isClass: isEveryone(access.who),
    callee: callee.key,
    port: String(port.port),
    peer: port.peer,
    what: wordsOf(access.operations),
    methods,
    paths,
    hosts,
    conditions: conditionsInWords(access.operations),
    exceptions,
    pods: access.pods,
    by: ruleTitle(access),
    notes: notesOf(callee, access),
  };
}

function notesOf({ openness }: Callee, { who, reach, operations, exceptions, pods }: Access): string[] {
  const isEverything = operations.methods.length + operations.paths.length + operations.hosts.length + operations.conditions.length === 0;
  return [
    ...openness === 'wide open' && isEverything && (who.kind === 'anyone' || who.kind === 'mesh') ? ['WIDE OPEN'] : [],
    ...reach.verdict === 'no' ? [`allowed, but does not get there: ${reach.reason}`] : [],
    ...reach.verdict === 'unknown' ? [reach.reason] : [],
    ...reach.verdict === 'yes' && !reach.hasMutualTls ? ['in plaintext'] : [],
    ...pods.length > 0 ? [`only pods of ${pods.join(', ')}`] : [],
    ...exceptions.map(({ who: whom, operations: what, by }) => `denied: ${wordsOf(what)} from ${whom.title} (${ruleTitle({ by })})`),
  ];
}

/** What stands out, before everything else. */
export function standingOut({ callees, notJudged }: AccessMatrix): { readonly title: string; readonly items: readonly string[] }[] {
  const of = (openness: Callee['openness']) => callees.filter((callee) => callee.openness === openness).map(({ key }) => key);
  const dry = callees.flatMap(({ key, ports }) => ports.flatMap(({ port, dryRuns }) => (dryRuns.length === 0 ? [] : [`${key}:${port}`])));
  const plain = callees.flatMap(({ key, ports, openness }) => (openness === 'no pods known' ? [] : ports.flatMap(({ port, peer }) => (peer === 'STRICT' ? [] : [`${key}:${port} (${peer.toLowerCase()})`]))));
  return [
    { title: 'wide open: everyone may ask for everything', items: of('wide open') },
    { title: 'unreachable: nobody may call it', items: of('unreachable') },
    { title: 'accepts plaintext', items: plain },
    { title: 'policies only watch (dry run)', items: dry },
    { title: 'no pods known', items: of('no pods known') },
    { title: 'there, and not judged here', items: notJudged },
  ].filter(({ items }) => items.length > 0);
}
