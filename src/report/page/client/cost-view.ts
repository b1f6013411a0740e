/// <reference lib="dom" />
import { element } from './element';
import type { PageData } from '../page-data';

/** What the proxies take, by namespace and in all, with the sources of it. */
export class CostView {
  readonly root: HTMLElement;

  constructor({ tables, lists }: PageData['cost']) {
    this.root = element(
      'section',
      { 'class': 'cost', 'aria-label': 'Cost', 'tabindex': 0 },
      ...tables.flatMap(({ title, rows, note }) => [element('h2', {}, title), tableOf(rows), ...(note === undefined ? [] : [element('p', {}, note)])]),
      ...lists.flatMap(({ title, items }) => [element('h2', {}, title), element('ul', {}, ...items.map((item) => element('li', {}, item)))]),
    );
  }
}

/** The first row is the head, and the first cell of each row says what it is about. */
function tableOf([head, ...rows]: readonly (readonly string[])[]): HTMLElement {
  return element(
    'table',
    {},
    element('thead', {}, element('tr', {}, ...head.map((word) => element('th', { scope: 'col' }, word)))),
    element('tbody', {}, ...rows.map(([first, ...cells]) => element('tr', {}, element('th', { scope: 'row' }, first), ...cells.map((cell) => element('td', {}, cell))))),
  );
}
