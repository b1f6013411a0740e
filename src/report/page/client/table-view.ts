/// <reference lib="dom" />
import { element } from './element';
import { VirtualList } from './virtual-list';

/** A list of any length with a field to search in it. */
export class TableView<Item> {
  readonly root: HTMLElement;
  readonly list: VirtualList<Item>;
  private readonly count = element('output', { class: 'count' });
  private readonly words: readonly string[];

  constructor(label: string, private readonly items: readonly Item[], options: {
    readonly head: readonly string[];
    readonly rowHeight: number;
    readonly cells: (item: Item) => readonly (Node | string)[];
    readonly wordsOf: (item: Item) => string;
    readonly onChoose?: (item: Item) => void;
    readonly above?: readonly HTMLElement[];
  }) {
    const { head, rowHeight, cells, wordsOf, onChoose, above = [] } = options;
    this.words = items.map((item) => wordsOf(item).toLowerCase());
    this.list = new VirtualList<Item>({ label, rowHeight, render: (item) => cells(item).map((cell) => element('span', { title: typeof cell === 'string' ? cell : undefined }, cell)), onChoose });
    const search = element('input', { 'type': 'search', 'placeholder': 'Search', 'aria-label': `Search: ${label}`, 'oninput': (event: Event) => this.search((event.target as HTMLInputElement).value) });
    this.root = element('section', { 'class': `table columns-${head.length}`, 'aria-label': label }, element('div', { class: 'above' }, search, this.count, ...above),
      element('div', { 'class': 'head', 'aria-hidden': 'true' }, ...head.map((word) => element('span', {}, word))), this.list.root);
    this.search('');
  }

  /** Every word must be somewhere in the row. */
  private search(text: string): void {
    const wanted = text.toLowerCase().split(/\s+/).filter((word) => word !== '');
    const found = this.items.filter((_, index) => wanted.every((word) => this.words[index].includes(word)));
    this.count.textContent = `${found.length} of ${this.items.length}`;
    this.list.show(found);
  }
}
