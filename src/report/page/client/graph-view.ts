/// <reference lib="dom" />
import { paint } from './graph-paint';
import type { PageData } from '../page-data';
import { element } from './element';
import { NODE_HEIGHT, NODE_WIDTH } from '../../layout';

/** What is seen of the graph: `scale` pixels for each of its own, from a corner. */
export interface View {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

const CLOSEST = 2.5;
const FARTHEST = 0.03;
const STEP = 60;

/** The graph, drawn on a canvas: what is out of sight costs nothing. Arrow keys go from node to node, + and - come nearer and go back. */
export class GraphView {
  readonly root: HTMLElement;
  private readonly canvas: HTMLCanvasElement;
  private readonly said = element('p', { 'class': 'said', 'aria-live': 'polite' });
  private view: View = { x: 0, y: 0, scale: 1 };
  private selected: number | undefined;
  private isPlanned = false;
  private drag: { readonly x: number; readonly y: number; readonly from: View; hasMoved: boolean } | undefined;

  constructor(
    private readonly data: PageData,
    private readonly onSelect: (index: number | undefined) => void,
  ) {
    this.canvas = element('canvas', {
      'tabindex': 0,
      'role': 'application',
      'aria-label': `Graph of ${data.nodes.length} services and ${data.edges.length} calls. Arrow keys go from one to the next, plus and minus zoom, 0 shows all, Escape lets go.`,
      'onkeydown': (event: KeyboardEvent) => this.press(event),
      'onpointerdown': (event: PointerEvent) => this.grab(event),
      'onpointermove': (event: PointerEvent) => this.move(event),
      'onpointerup': (event: PointerEvent) => this.release(event),
    });
    this.canvas.addEventListener('wheel', (event) => this.wheel(event), { passive: false });
    const button = (label: string, title: string, action: () => void) =>
      element('button', { 'type': 'button', title, 'aria-label': title, 'onclick': action }, label);
    this.root = element(
      'div',
      { class: 'graph' },
      this.canvas,
      element(
        'div',
        { class: 'zoom' },
        button('+', 'Zoom in', () => this.zoom(1.3)),
        button('−', 'Zoom out', () => this.zoom(1 / 1.3)),
        button('⤢', 'Show all', () => this.showAll()),
      ),
      legend(),
      this.said,
    );
    new ResizeObserver(() => this.resize()).observe(this.root);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => this.plan());
  }

  /** Draws again, as the colours may have changed. */
  plan(): void {
    if (this.isPlanned) return;
    this.isPlanned = true;
    requestAnimationFrame(() => {
      this.isPlanned = false;
      paint(this.canvas, this.data, this.view, this.selected);
    });
  }

  select(index: number | undefined, isSeen = false): void {
    this.selected = index;
    if (index !== undefined) {
      const { key, x, y, openness, peer } = this.data.nodes[index];
      this.said.textContent = [key, openness === undefined ? '' : openness, peer === undefined ? '' : `mTLS ${peer}`]
        .filter((part) => part !== '')
        .join(', ');
      const scale = Math.max(this.view.scale, 0.5);
      if (!isSeen || !this.isInSight(x, y)) {
        this.view = {
          scale,
          x: x + NODE_WIDTH / 2 - this.canvas.clientWidth / 2 / scale,
          y: y + NODE_HEIGHT / 2 - this.canvas.clientHeight / 2 / scale,
        };
      }
    } else {
      this.said.textContent = '';
    }
    this.plan();
  }

  showAll(): void {
    const { nodes } = this.data;
    const [left, top] = [extreme(nodes, ({ x }) => x, Math.min), extreme(nodes, ({ y }) => y, Math.min)];
    const [right, bottom] = [extreme(nodes, ({ x }) => x, Math.max) + NODE_WIDTH, extreme(nodes, ({ y }) => y, Math.max) + NODE_HEIGHT];
    const { clientWidth: width, clientHeight: height } = this.canvas;
    const scale = Math.max(FARTHEST, Math.min(1.1, (width - 40) / (right - left), (height - 40) / (bottom - top)));
    this.view = { scale, x: left - (width / scale - (right - left)) / 2, y: top - (height / scale - (bottom - top)) / 2 };
    this.plan();
  }

  private isInSight(x: number, y: number): boolean {
    const { x: left, y: top, scale } = this.view;
    return (
      x > left && y > top && x + NODE_WIDTH < left + this.canvas.clientWidth / scale && y + NODE_HEIGHT < top + this.canvas.clientHeight / scale
    );
  }

  private resize(): void {
    const { clientWidth, clientHeight } = this.root;
    const isFirst = this.canvas.width === 300;
    this.canvas.width = Math.round(clientWidth * devicePixelRatio);
    this.canvas.height = Math.round(clientHeight * devicePixelRatio);
    if (isFirst && clientWidth > 0) this.showAll();
    paint(this.canvas, this.data, this.view, this.selected);
  }

  private zoom(by: number, atX = this.canvas.clientWidth / 2, atY = this.canvas.clientHeight / 2): void {
    const { x, y, scale } = this.view;
    const next = Math.min(CLOSEST, Math.max(FARTHEST, scale * by));
    this.view = { scale: next, x: x + atX / scale - atX / next, y: y + atY / scale - atY / next };
    this.plan();
  }

  private wheel(event: WheelEvent): void {
    event.preventDefault();
    this.zoom(Math.exp(-event.deltaY / 400), event.offsetX, event.offsetY);
  }

  private grab(event: PointerEvent): void {
    this.drag = { x: event.clientX, y: event.clientY, from: this.view, hasMoved: false };
    this.canvas.setPointerCapture(event.pointerId);
  }

  private move(event: PointerEvent): void {
    if (this.drag === undefined) return;
    const [dx, dy] = [event.clientX - this.drag.x, event.clientY - this.drag.y];
    if (Math.abs(dx) + Math.abs(dy) > 4) this.drag.hasMoved = true;
    if (!this.drag.hasMoved) return;
    const { from } = this.drag;
    this.view = { ...from, x: from.x - dx / from.scale, y: from.y - dy / from.scale };
    this.plan();
  }

  private release(event: PointerEvent): void {
    const isClick = this.drag !== undefined && !this.drag.hasMoved;
    this.drag = undefined;
    if (isClick) this.choose(this.at(event.offsetX, event.offsetY));
  }

  private at(offsetX: number, offsetY: number): number | undefined {
    const [x, y] = [this.view.x + offsetX / this.view.scale, this.view.y + offsetY / this.view.scale];
    const found = this.data.nodes.findIndex((node) => x >= node.x && x <= node.x + NODE_WIDTH && y >= node.y && y <= node.y + NODE_HEIGHT);
    return found < 0 ? undefined : found;
  }

  private choose(index: number | undefined): void {
    this.select(index, true);
    this.onSelect(index);
  }

  private press(event: KeyboardEvent): void {
    const directions: Readonly<Record<string, readonly [number, number]>> = {
      ArrowRight: [1, 0],
      ArrowLeft: [-1, 0],
      ArrowDown: [0, 1],
      ArrowUp: [0, -1],
    };
    const direction = directions[event.key];
    if (direction !== undefined && event.shiftKey) {
      this.view = {
        ...this.view,
        x: this.view.x + (direction[0] * STEP) / this.view.scale,
        y: this.view.y + (direction[1] * STEP) / this.view.scale,
      };
      this.plan();
    } else if (direction !== undefined) {
      this.choose(this.selected === undefined ? 0 : this.neighbour(this.selected, direction));
    } else if (event.key === '+' || event.key === '=') {
      this.zoom(1.3);
    } else if (event.key === '-') {
      this.zoom(1 / 1.3);
    } else if (event.key === '0') {
      this.showAll();
    } else if (event.key === 'Escape') {
      this.choose(undefined);
    } else {
      return;
    }
    event.preventDefault();
  }

  /** The nearest node in a direction: what lies to the side counts as further. */
  private neighbour(index: number, [dx, dy]: readonly [number, number]): number {
    const from = this.data.nodes[index];
    let best = index;
    let least = Infinity;
    this.data.nodes.forEach((node, other) => {
      const [x, y] = [node.x - from.x, node.y - from.y];
      const ahead = x * dx + y * dy;
      if (ahead <= 0) return;
      const distance = ahead + 3 * Math.abs(x * dy + y * dx);
      if (distance < least) [best, least] = [other, distance];
    });
    return best;
  }
}

function extreme<Item>(items: readonly Item[], of: (item: Item) => number, which: (a: number, b: number) => number): number {
  return items.length === 0 ? 0 : items.map(of).reduce((a, b) => which(a, b));
}

function legend(): HTMLElement {
  const entry = (name: string, words: string) => element('span', { class: `key ${name}` }, words);
  return element(
    'div',
    { class: 'legend' },
    entry('mutual', 'call with mutual TLS'),
    entry('plain', 'call in plaintext'),
    entry('stuck', 'allowed, but does not arrive'),
    entry('open', 'wide open'),
    entry('unreachable', 'unreachable'),
  );
}
