import type { Labels } from './manifest';
import { selects } from './selectors';

/** Things with labels, found by selectors without looking at all of them. */
export class LabelIndex<Item> {
  private readonly byLabel = new Map<string, Item[]>();

  constructor(private readonly items: readonly Item[], private readonly labelsOf: (item: Item) => Labels) {
    for (const item of items) for (const [name, value] of Object.entries(labelsOf(item))) add(this.byLabel, `${name}=${value}`, item);
  }

  /** The items a selector means; all of them, if it says nothing. */
  selected(selector: Labels | undefined | null): readonly Item[] {
    const entries = Object.entries(selector ?? {});
    if (entries.length === 0) return this.items;
    let fewest: readonly Item[] | undefined;
    for (const [name, value] of entries) {
      const having = this.byLabel.get(`${name}=${value}`) ?? [];
      if (fewest === undefined || having.length < fewest.length) fewest = having;
    }
    return entries.length === 1 ? fewest! : fewest!.filter((item) => selects(selector, this.labelsOf(item)));
  }
}

/** Selectors, found by the labels they select; those that say nothing are left out. */
export class SelectorIndex<Item> {
  private readonly byFirst = new Map<string, Item[]>();

  constructor(items: readonly Item[], private readonly selectorOf: (item: Item) => Labels | undefined | null) {
    for (const item of items) {
      const [first] = Object.entries(selectorOf(item) ?? {});
      if (first !== undefined) add(this.byFirst, `${first[0]}=${first[1]}`, item);
    }
  }

  selecting(labels: Labels): readonly Item[] {
    return Object.entries(labels).flatMap(([name, value]) => this.byFirst.get(`${name}=${value}`) ?? []).filter((item) => selects(this.selectorOf(item), labels));
  }
}

function add<Item>(index: Map<string, Item[]>, key: string, item: Item): void {
  const known = index.get(key);
  if (known === undefined) index.set(key, [item]);
  else known.push(item);
}
