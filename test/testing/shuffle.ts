import { App } from 'cdk8s';
import { bookOf } from '../../src/constructs/book';

/** A small generator of numbers that are the same for the same seed. */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1664525 + 1013904223) % 2 ** 32;
    return state / 2 ** 32;
  };
}

/** Puts a list in another order. */
export function shuffle<T>(items: T[], random: () => number): T[] {
  for (let index = items.length - 1; index > 0; index--) {
    const other = Math.floor(random() * (index + 1));
    [items[index], items[other]] = [items[other], items[index]];
  }
  return items;
}

/** As if everything had been declared in another order: facts, and the constructs of the tree. */
export function shuffleFacts(app: App, seed: number): void {
  const random = randomOf(seed);
  const lists = (bookOf(app) as unknown as { lists: Record<string, unknown[]> }).lists;
  for (const list of Object.values(lists)) shuffle(list, random);
  for (const construct of app.node.findAll()) {
    const node = construct.node as unknown as { _children: Record<string, unknown> };
    if (construct === app) continue;
    node._children = Object.fromEntries(shuffle(Object.entries(node._children), random));
  }
}
