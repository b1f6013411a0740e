/// <reference lib="dom" />
import type { View } from './graph-view';
import { NODE_HEIGHT, NODE_WIDTH } from '../../layout';
import type { PageData, PageNode } from '../page-data';

/** Below it, words are too small to be read, and are not drawn. */
const READABLE = 0.35;

type Colours = Readonly<Record<'ground' | 'box' | 'line' | 'text' | 'soft' | 'accent' | 'open' | 'warn' | 'gateway', string>>;

/** Draws what is in sight; who is selected stands out, with its calls. */
export function paint(canvas: HTMLCanvasElement, data: PageData, view: View, selected: number | undefined): void {
  const context = canvas.getContext('2d');
  if (context === null) return;
  const colours = coloursOf(canvas);
  const ratio = devicePixelRatio;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.fillStyle = colours.ground;
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.setTransform(ratio * view.scale, 0, 0, ratio * view.scale, -view.x * view.scale * ratio, -view.y * view.scale * ratio);
  const sight = {
    left: view.x,
    top: view.y,
    right: view.x + canvas.width / ratio / view.scale,
    bottom: view.y + canvas.height / ratio / view.scale,
  };
  const near = nearOf(data, selected);
  paintEdges(context, data, sight, colours, view.scale, selected);
  for (const [index, node] of data.nodes.entries()) {
    if (node.x > sight.right || node.x + NODE_WIDTH < sight.left || node.y > sight.bottom || node.y + NODE_HEIGHT < sight.top) continue;
    context.globalAlpha = near === undefined || near.has(index) ? 1 : 0.3;
    paintNode(context, node, colours, view.scale, index === selected);
  }
  context.globalAlpha = 1;
}

interface Sight {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

function coloursOf(canvas: HTMLCanvasElement): Colours {
  const style = getComputedStyle(canvas);
  const names: (keyof Colours)[] = ['ground', 'box', 'line', 'text', 'soft', 'accent', 'open', 'warn', 'gateway'];
  return Object.fromEntries(names.map((name) => [name, style.getPropertyValue(`--${name}`).trim()])) as Colours;
}

function nearOf({ edges }: PageData, selected: number | undefined): ReadonlySet<number> | undefined {
  if (selected === undefined) return undefined;
  const near = new Set([selected]);
  for (const { from, to } of edges) {
    if (from === selected) near.add(to);
    if (to === selected) near.add(from);
  }
  return near;
}

function paintEdges(
  context: CanvasRenderingContext2D,
  { nodes, edges }: PageData,
  sight: Sight,
  colours: Colours,
  scale: number,
  selected: number | undefined,
): void {
  for (const { from, to, hasMutualTls, arrives } of edges) {
    const [a, b] = [nodes[from], nodes[to]];
    const isBack = b.x <= a.x;
    const [x1, y1] = [isBack ? a.x : a.x + NODE_WIDTH, a.y + NODE_HEIGHT / 2];
    const [x2, y2] = [isBack ? b.x + NODE_WIDTH : b.x, b.y + NODE_HEIGHT / 2];
    if (Math.max(x1, x2) < sight.left || Math.min(x1, x2) > sight.right) continue;
    if (Math.max(y1, y2) < sight.top || Math.min(y1, y2) > sight.bottom) continue;
    const isMine = from === selected || to === selected;
    context.globalAlpha = selected === undefined ? 0.75 : isMine ? 1 : 0.12;
    context.strokeStyle = context.fillStyle = !arrives ? colours.open : !hasMutualTls ? colours.warn : isMine ? colours.accent : colours.line;
    context.lineWidth = (isMine ? 2.2 : 1.3) / Math.max(scale, 0.25) ** 0.5;
    context.setLineDash(!arrives ? [2, 5] : hasMutualTls ? [] : [8, 5]);
    const bend = Math.max(40, Math.abs(x2 - x1) / 2) * (isBack ? -1 : 1);
    context.beginPath();
    context.moveTo(x1, y1);
    // a straight line would cross what stands between
    const bow = Math.abs(y2 - y1) < 4 && Math.abs(x2 - x1) > NODE_WIDTH ? -NODE_HEIGHT : 0;
    context.bezierCurveTo(x1 + bend, y1 + bow, x2 - bend, y2 + bow, x2, y2);
    context.stroke();
    if (scale < READABLE) continue;
    const side = isBack ? -1 : 1;
    context.beginPath();
    context.moveTo(x2, y2);
    context.lineTo(x2 - 9 * side, y2 - 4.5);
    context.lineTo(x2 - 9 * side, y2 + 4.5);
    context.fill();
  }
  context.setLineDash([]);
}

function paintNode(context: CanvasRenderingContext2D, node: PageNode, colours: Colours, scale: number, isSelected: boolean): void {
  const { x, y, kind, openness } = node;
  const border =
    openness === 'wide open' ? colours.open : openness === 'unreachable' ? colours.warn : kind === 'gateway' ? colours.gateway : colours.line;
  context.beginPath();
  context.roundRect(x, y, NODE_WIDTH, NODE_HEIGHT, kind === 'gateway' ? 18 : kind === 'service' ? 6 : 12);
  context.fillStyle = scale < READABLE ? border : colours.box;
  context.fill();
  context.strokeStyle = isSelected ? colours.accent : border;
  context.lineWidth = isSelected ? 3.5 : openness === 'wide open' || kind === 'gateway' ? 2.5 : 1.3;
  context.setLineDash(kind === 'external' || kind === 'identity' ? [5, 4] : openness === 'unreachable' ? [9, 3] : []);
  context.stroke();
  context.setLineDash([]);
  if (scale < READABLE) return;
  context.fillStyle = colours.text;
  context.font = '600 13px system-ui, sans-serif';
  context.fillText(shortened(context, nameOf(node), NODE_WIDTH - 24), x + 12, y + 21);
  context.fillStyle = openness === 'wide open' ? colours.open : openness === 'unreachable' ? colours.warn : colours.soft;
  context.font = '11px system-ui, sans-serif';
  context.fillText(shortened(context, lineOf(node), NODE_WIDTH - 24), x + 12, y + 37);
  paintVersions(context, node, colours);
  if (node.findings.length > 0) paintCount(context, node, colours);
}

function nameOf({ key, namespace }: PageNode): string {
  return key.startsWith(`${namespace}/`) ? key.slice(namespace.length + 1) : key;
}

function lineOf({ namespace, kind, openness, peer, hosts }: PageNode): string {
  if (kind === 'gateway') return `gateway · ${hosts.map((host) => host.slice(host.indexOf('/') + 1)).join(', ')}`;
  if (kind === 'external') return 'outside of the mesh';
  if (kind === 'identity') return `${namespace} · identity from elsewhere`;
  const state =
    openness === 'wide open' ? 'WIDE OPEN' : openness === 'unreachable' ? 'UNREACHABLE' : openness === 'no pods known' ? 'no pods known' : '';
  return [state, namespace, peer === undefined ? '' : `mTLS ${peer}`].filter((part) => part !== '').join(' · ');
}

/** How routes share requests among versions: a bar in parts, each with its name where there is room. */
function paintVersions(context: CanvasRenderingContext2D, { x, y, versions }: PageNode, colours: Colours): void {
  if (versions.length < 2) return;
  let left = x + 12;
  const width = NODE_WIDTH - 24;
  for (const [index, { name, share }] of versions.entries()) {
    const part = (width * share) / 100;
    context.fillStyle = index % 2 === 0 ? colours.accent : colours.warn;
    context.fillRect(left, y + 42, Math.max(part - 1, 0), 10);
    context.fillStyle = colours.box;
    context.font = '600 8.5px system-ui, sans-serif';
    const words = `${name} ${share} %`;
    if (context.measureText(words).width < part - 4) context.fillText(words, left + 3, y + 50);
    left += part;
  }
}

function paintCount(context: CanvasRenderingContext2D, { x, y, findings }: PageNode, colours: Colours): void {
  context.beginPath();
  context.arc(x + NODE_WIDTH - 4, y + 4, 9, 0, 2 * Math.PI);
  context.fillStyle = colours.warn;
  context.fill();
  context.fillStyle = colours.box;
  context.font = '700 10px system-ui, sans-serif';
  context.textAlign = 'center';
  context.fillText(String(findings.length), x + NODE_WIDTH - 4, y + 7.5);
  context.textAlign = 'start';
}

function shortened(context: CanvasRenderingContext2D, words: string, width: number): string {
  if (context.measureText(words).width <= width) return words;
  let length = Math.floor((words.length * width) / context.measureText(words).width);
  while (length > 1 && context.measureText(`${words.slice(0, length)}…`).width > width) length -= 1;
  return `${words.slice(0, length)}…`;
}
