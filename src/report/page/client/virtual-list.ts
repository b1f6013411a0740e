/// <reference lib="dom" />
import { element } from './element';

export interface ListOptions<Item> {
  readonly label: string;
  /** All rows are of this height, so that only those in sight need be there. */
  readonly rowHeight: number;
  readonly render: (item: Item) => readonly (Node | string)[];
  readonly onChoose?: (item: Item, index: number) => void;
}

const SPARE = 6;
let lists = 0;

/** A list of any length, of which the rows in sight are elements. Arrow keys, Page Up and Down, Home and End move, Enter chooses. */
export class VirtualList<Item> {
  readonly root: HTMLElement;
  private readonly inner = element('div', { class: 'rows' });
  private items: readonly Item[] = [];
  private active = -1;
  private isPlanned = false;
  private readonly id = `list${(lists += 1)}`;

  constructor(private readonly options: ListOptions<Item>) {
    this.root = element(
      'div',
      {
        'class': 'list',
        'role': 'listbox',
        'tabindex': 0,
        'aria-label': options.label,
        'onscroll': () => this.plan(),
        'onkeydown': (event: KeyboardEvent) => this.press(event),
        'onclick': (event: MouseEvent) => this.click(event),
      },
      this.inner,
    );
    new ResizeObserver(() => this.plan()).observe(this.root);
  }

  show(items: readonly Item[]): void {
    this.items = items;
    this.active = -1;
    this.root.scrollTop = 0;
    this.draw();
  }

  activate(index: number): void {
    this.active = index;
    const top = index * this.options.rowHeight;
    const lowest = top + this.options.rowHeight - this.root.clientHeight;
    this.root.scrollTop = Math.max(lowest, Math.min(top, this.root.scrollTop));
    this.draw();
  }

  private plan(): void {
    if (this.isPlanned) return;
    this.isPlanned = true;
    requestAnimationFrame(() => {
      this.isPlanned = false;
      this.draw();
    });
  }

  private draw(): void {
    const { rowHeight, render } = this.options;
    const first = Math.max(0, Math.floor(this.root.scrollTop / rowHeight) - SPARE);
    const last = Math.min(this.items.length, Math.ceil((this.root.scrollTop + this.root.clientHeight) / rowHeight) + SPARE);
    this.inner.style.height = `${this.items.length * rowHeight}px`;
    this.inner.replaceChildren(
      ...this.items.slice(first, last).map((item, offset) => {
        const index = first + offset;
        const row = element(
          'div',
          {
            'class': 'row',
            'role': 'option',
            'id': `${this.id}-${index}`,
            'data-index': index,
            'aria-selected': String(index === this.active),
            'aria-setsize': this.items.length,
            'aria-posinset': index + 1,
          },
          ...render(item),
        );
        row.style.top = `${index * rowHeight}px`;
        row.style.height = `${rowHeight}px`;
        return row;
      }),
    );
    if (this.active >= 0) this.root.setAttribute('aria-activedescendant', `${this.id}-${this.active}`);
    else this.root.removeAttribute('aria-activedescendant');
  }

  private press(event: KeyboardEvent): void {
    const page = Math.max(1, Math.floor(this.root.clientHeight / this.options.rowHeight) - 1);
    const steps: Readonly<Record<string, number>> = { ArrowDown: 1, ArrowUp: -1, PageDown: page, PageUp: -page, Home: -Infinity, End: Infinity };
    if (event.key === 'Enter' && this.active >= 0) {this.choose(this.active);} else if (steps[event.key] !== undefined && this.items.length > 0) {this.activate(Math.min(this.items.length - 1, Math.max(0, this.active + steps[event.key])));} else {return;}
    event.preventDefault();
  }

  private click({ target }: MouseEvent): void {
    const row = (target as Element).closest<HTMLElement>('[data-index]');
    if (row === null) return;
    this.activate(Number(row.dataset.index));
    this.choose(Number(row.dataset.index));
  }

  private choose(index: number): void {
    this.options.onChoose?.(this.items[index], index);
  }
}
