import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Connection, Endpoint } from './cyclonus';
import type { KubeObject } from '../mesh/kube';
import { parseManifests } from '../mesh/manifests';

export interface Place extends Endpoint {
  readonly name: string;
  /** Whether policies are there to judge it: it is in one of the table's namespaces. */
  readonly governed: boolean;
  /** Whether what every proxy needs is expected of it, too. */
  readonly meshed: boolean;
}

export type Port = Pick<Connection, 'port' | 'protocol'>;

/** A line: who is let through by which sides. */
interface Opening {
  readonly sides: 'may' | 'in' | 'out';
  readonly caller: string;
  readonly callee: string;
  readonly ports: readonly string[];
  readonly line: string;
}

/** What somebody has written down about the network of some manifests. */
export class Table {
  readonly manifests: string;
  readonly places: readonly Place[];
  readonly ports: readonly Port[];
  private readonly openings: readonly Opening[];

  constructor(file: string) {
    const lines = readLines(file);
    const of = (...verbs: string[]) => lines.filter(([verb]) => verbs.includes(verb));
    this.manifests = of('manifests')[0][1];
    const plain = new Set(of('plain').map(([, namespace]) => namespace));
    const pods = of('pod').map(([, name, namespace, labels]) => ({ name, namespace, labels: labelsIn(labels), governed: true }));
    const namespaces = [...new Set([...pods.map(({ namespace }) => namespace), ...of('namespace').map(([, name]) => name)])];
    const strangers = namespaces.map((namespace) => ({ name: `stranger of ${namespace}`, namespace, labels: {}, governed: true }));
    const twins = pods.filter(({ name }, index) => pods.findIndex((pod) => pod.name === name) === index)
      .map(({ name, labels }) => ({ name: `twin of ${name}`, namespace: 'foreign', labels, governed: false }));
    const others = of('place').map(([, name, address, namespace, labels]) => ({ name, address, namespace, labels: labelsIn(labels), governed: namespaces.includes(namespace) }));
    this.places = [...[...pods, ...strangers, ...twins].map((pod, index) => ({ ...pod, address: `10.244.9.${index + 1}` })), ...others]
      .map((place) => ({ ...place, meshed: place.governed && !plain.has(place.namespace) }));
    this.openings = of('may', 'in', 'out').map(([verb, caller, callee, ...ports]) => ({ sides: verb as Opening['sides'], caller, callee, ports, line: [verb, caller, callee, ...ports].join(' ') }));
    const opened = numbersIn(this.openings.flatMap(({ ports }) => ports));
    const asked = new Set([...opened, ...numbersIn(of('port').flatMap(([, ...ports]) => ports))]);
    this.ports = [
      ...[...asked].flatMap((port) => (['TCP', 'UDP'] as const).map((protocol) => ({ port, protocol }))),
      ...[...opened].map((port) => ({ port, protocol: 'SCTP' as const })),
    ];
    this.refuseStrayWords();
  }

  /** The objects it is about. */
  read(root: string): KubeObject[] {
    return parseManifests(readFileSync(join(root, this.manifests), 'utf8'));
  }

  /** Whether a line lets it through on that side. */
  isOpen(side: 'in' | 'out', from: Place, to: Place, { port, protocol }: Port): boolean {
    return this.openings.some(({ sides, caller, callee, ports }) => (sides === 'may' || sides === side)
      && isMeant(caller, from) && isMeant(callee, to)
      && (ports.includes('all') || ports.includes(`${port}/${protocol.toLowerCase()}`) || (protocol === 'TCP' && ports.includes(String(port)))));
  }

  /** A line about nobody, or without ports, would expect nothing. */
  private refuseStrayWords(): void {
    for (const { caller, callee, ports, line } of this.openings) {
      const known = [caller, callee].every((name) => this.places.some((place) => isMeant(name, place)));
      if (!known || ports.length === 0 || !ports.every((port) => /^(all|\d+(\/(udp|sctp))?)$/.test(port))) throw new Error(`what does this mean: ${line}`);
    }
  }
}

const VERBS = ['include', 'manifests', 'namespace', 'plain', 'pod', 'place', 'port', 'may', 'in', 'out'];

function readLines(file: string): string[][] {
  return readFileSync(file, 'utf8').split('\n').filter((line) => line !== '' && !line.startsWith('#')).flatMap((line) => {
    const words = line.split(/\s+/);
    if (!VERBS.includes(words[0])) throw new Error(`${file}: ${line}`);
    return words[0] === 'include' ? readLines(join(dirname(file), words[1])) : [words];
  });
}

function numbersIn(ports: readonly string[]): Set<number> {
  return new Set(ports.filter((port) => port !== 'all').map((port) => Number(port.split('/')[0])));
}

function labelsIn(text: string = ''): Record<string, string> {
  return Object.fromEntries(text.split(',').filter(Boolean).map((label) => label.split('=')));
}

function isMeant(name: string, place: Place): boolean {
  switch (name) {
    case '*': return place.meshed;
    case 'anything': return true;
    case 'any-pod': return place.namespace !== undefined;
    default: return name === place.name || name === `namespace:${place.namespace}`;
  }
}
