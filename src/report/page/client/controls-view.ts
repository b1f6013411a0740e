/// <reference lib="dom" />
import { element, fill } from './element';
import { counted } from './words';
import type { PageControl } from '../page-data';

/** What the objects show of requirements of PCI DSS, and what speaks against them. Of each, the lists are made when it is opened. */
export class ControlsView {
  readonly root: HTMLElement;

  constructor(controls: readonly PageControl[]) {
    this.root = element('section', { 'class': 'controls', 'aria-label': 'Controls', 'tabindex': 0 },
      element('p', {}, 'What objects show of requirements of PCI DSS 4.0.1 for services with data of cards. It is a part of what each of them asks for.'),
      ...controls.map(controlElement));
  }
}

function controlElement(control: PageControl): HTMLElement {
  const { section, title, state, shown, against } = control;
  const content = element('div');
  const counts = [shown.length > 0 ? `${shown.length} shown` : '', against.length > 0 ? counted(against.length, 'exception') : ''].filter((text) => text !== '');
  return element('details', { ontoggle: () => fill(content, ...contentOf(control)) },
    element('summary', {}, element('b', {}, section), ` ${title} `, element('em', {}, `${state}${counts.length === 0 ? '' : `: ${counts.join(', ')}`}`)), content);
}

function contentOf({ shown, against, beyond }: PageControl): HTMLElement[] {
  const list = (heading: string, texts: readonly string[], kind: string) => (texts.length === 0 ? [] : [
    element('h3', {}, heading), element('ul', { class: kind }, ...texts.map((text) => element('li', {}, text))),
  ]);
  return [...list('Shown by objects', shown, 'shown'), ...list('Speaks against it', against, 'against'), element('p', {}, `No object shows: ${beyond}.`)];
}
