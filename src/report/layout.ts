import type { Graph } from './graph';
import { grouped } from '../manifests/manifests';
import { ordinal } from '../support/compare';

/** Where a node is drawn: callers left of those they call. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

export const NODE_WIDTH = 200;
export const NODE_HEIGHT = 56;
const GAP_X = 110;
const GAP_Y = 22;
/** With more of one layer, they stand in several columns. */
const TALLEST = 24;
/** With more of them, layers go on below. */
const MOST_COLUMNS = 12;
const SWEEPS = 4;

/** Places for all nodes, the same for the same graph: time grows with its size, not with its square. */
export function layout({ nodes, edges }: Graph): ReadonlyMap<string, Place> {
  const out = grouped(edges, ({ from }) => from);
  const into = grouped(edges, ({ to }) => to);
  const linked = nodes.filter(({ key }) => out.has(key) || into.has(key)).map(({ key }) => key);
  const alone = nodes.filter(({ key }) => !out.has(key) && !into.has(key)).map(({ key }) => key);
  const targets = (key: string) => (out.get(key) ?? []).map(({ to }) => to);
  const sources = (key: string) => (into.get(key) ?? []).map(({ from }) => from);
  const ranks = ranksOf(linked, targets, (key) => into.has(key));
  const layers = [...grouped(linked, (key) => String(ranks.get(key)).padStart(6, '0'))]
    .sort(([a], [b]) => ordinal(a, b))
    .map(([, layer]) => [...layer]);
  const order = new Map<string, number>();
  layers.forEach((layer) => note(order, layer));
  for (let sweep = 0; sweep < SWEEPS; sweep += 1) {
    const isForward = sweep % 2 === 0;
    for (const layer of isForward ? layers : [...layers].reverse()) {
      const centre = new Map(
        layer.map((key) => [
          key,
          mean(
            (isForward ? sources : targets)(key).map((other) => order.get(other)!),
            order.get(key)!,
          ),
        ]),
      );
      layer.sort((a, b) => centre.get(a)! - centre.get(b)! || ordinal(a, b));
      note(order, layer);
    }
  }
  return placed(layers, alone);
}

/** Each as far right of its callers as the longest way to it, cycles left out. */
function ranksOf(
  keys: readonly string[],
  targets: (key: string) => readonly string[],
  isCalled: (key: string) => boolean,
): ReadonlyMap<string, number> {
  const finished: string[] = [];
  const state = new Map<string, 'open' | 'done'>();
  const forward = new Map<string, string[]>();
  for (const root of [...keys.filter((key) => !isCalled(key)), ...keys]) {
    if (state.has(root)) continue;
    const stack = [{ key: root, rest: [...targets(root)] }];
    state.set(root, 'open');
    while (stack.length > 0) {
      const top = stack[stack.length - 1];
      const next = top.rest.pop();
      if (next === undefined) {
        state.set(top.key, 'done');
        finished.push(top.key);
        stack.pop();
        continue;
      }
      // an edge back to one that is still open closes a cycle
      if (state.get(next) === 'open') continue;
      const known = forward.get(top.key);
      if (known === undefined) forward.set(top.key, [next]);
      else known.push(next);
      if (state.has(next)) continue;
      state.set(next, 'open');
      stack.push({ key: next, rest: [...targets(next)] });
    }
  }
  const ranks = new Map(keys.map((key) => [key, 0]));
  for (const key of finished.reverse()) {for (const next of forward.get(key) ?? []) ranks.set(next, Math.max(ranks.get(next)!, ranks.get(key)! + 1));}
  return ranks;
}

function note(order: Map<string, number>, layer: readonly string[]): void {
  layer.forEach((key, index) => order.set(key, layer.length === 1 ? 0.5 : index / (layer.length - 1)));
}

/** A long row of layers goes on below, as lines of a text do. */
function bandsOf(layers: readonly (readonly string[])[]): (readonly string[])[][] {
  const columnsOf = (layer: readonly string[]) => Math.ceil(layer.length / TALLEST);
  const most = Math.max(MOST_COLUMNS, ...layers.map(columnsOf), Math.ceil(Math.sqrt(layers.flat().length)));
  const bands: (readonly string[])[][] = [];
  let columns = Infinity;
  for (const layer of layers) {
    if (columns + columnsOf(layer) > most) {
      bands.push([]);
      columns = 0;
    }
    bands[bands.length - 1].push(layer);
    columns += columnsOf(layer);
  }
  return bands;
}

function mean(values: readonly number[], otherwise: number): number {
  return values.length === 0 ? otherwise : values.reduce((sum, value) => sum + value, 0) / values.length;
}

function placed(layers: readonly (readonly string[])[], alone: readonly string[]): ReadonlyMap<string, Place> {
  const places = new Map<string, Place>();
  let below = 0;
  let widest = 0;
  for (const band of bandsOf(layers)) {
    const highest = Math.min(TALLEST, Math.max(...band.map(({ length }) => length)));
    let x = 0;
    for (const layer of band) {
      const columns = Math.ceil(layer.length / TALLEST);
      const height = Math.ceil(layer.length / columns);
      const top = below + ((highest - height) * (NODE_HEIGHT + GAP_Y)) / 2;
      layer.forEach((key, index) =>
        places.set(key, {
          x: x + (index % columns) * (NODE_WIDTH + GAP_Y),
          y: top + Math.floor(index / columns) * (NODE_HEIGHT + GAP_Y),
        }),
      );
      x += columns * (NODE_WIDTH + GAP_Y) + GAP_X;
    }
    widest = Math.max(widest, x);
    below += highest * (NODE_HEIGHT + GAP_Y) + GAP_Y * 2;
  }
  const width = Math.max(4, Math.floor(widest / (NODE_WIDTH + GAP_Y)), Math.ceil(Math.sqrt(alone.length)));
  alone.forEach((key, index) =>
    places.set(key, { x: (index % width) * (NODE_WIDTH + GAP_Y), y: below + Math.floor(index / width) * (NODE_HEIGHT + GAP_Y) }),
  );
  return places;
}
