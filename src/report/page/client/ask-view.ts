/// <reference lib="dom" />
import { element, fill } from './element';
import { Manifests } from '../../../manifests/manifests';
import type { Decision } from '../../../simulation/decision';
import { simulate } from '../../../simulation/simulate';
import { outcomeWords, stepWords, verdictOf } from '../../decision-words';
import type { PageData } from '../page-data';

const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE', 'HEAD', 'OPTIONS'];

/** A token with a signature: both parts before it are objects of JSON. */
const SIGNED_TOKEN = /\beyJ[\w-]*\.eyJ[\w-]*\.[\w-]+/;

/** Can A call B? Answered here by the simulator that answers everywhere. */
export class AskView {
  readonly root: HTMLElement;
  private manifests: Manifests | undefined;
  private readonly answer = element('div', { 'class': 'answer', 'aria-live': 'polite' });
  private readonly from: HTMLInputElement;
  private readonly to: HTMLInputElement;
  private readonly method = element('select', { id: 'ask-method' }, ...METHODS.map((method) => element('option', {}, method)));
  private readonly path = element('input', { id: 'ask-path', value: '/', spellcheck: 'false' });
  private readonly headers = element('textarea', { id: 'ask-headers', rows: 3, spellcheck: 'false', placeholder: 'name: value' });
  private readonly claims = element('textarea', { id: 'ask-claims', rows: 3, spellcheck: 'false', placeholder: '{ "iss": "https://…", "sub": "…" }' });

  constructor(private readonly data: PageData) {
    const list = (id: string, values: readonly string[]) => element('datalist', { id }, ...values.map((value) => element('option', { value })));
    this.from = element('input', { id: 'ask-from', list: 'callers', required: true, autocomplete: 'off', spellcheck: 'false', value: data.callers[1] ?? 'outside' });
    const hosts = data.nodes.flatMap(({ kind, hosts: own }) => (kind === 'gateway' ? own.map((host) => `https://${host.slice(host.indexOf('/') + 1)}`) : own));
    this.to = element('input', { id: 'ask-to', list: 'hosts', required: true, autocomplete: 'off', spellcheck: 'false', value: hosts[0] ?? '' });
    const field = (label: string, input: HTMLElement, hint = '') => element('div', { class: 'field' }, element('label', { for: input.id }, label), input, ...hint === '' ? [] : [element('small', {}, hint)]);
    this.root = element('section', { 'class': 'ask', 'aria-label': 'Can A call B?' }, element('form', { onsubmit: (event: Event) => this.submit(event) },
      field('From', this.from, 'namespace/workload, outside (through a gateway), plain:namespace (a pod without a proxy), client:namespace/account'),
      field('To', this.to, 'a host with its port, or a URL'), field('Method', this.method), field('Path', this.path), field('Headers', this.headers), field('Claims of a valid token', this.claims),
      element('button', { type: 'submit' }, 'Can it?')), list('callers', data.callers), list('hosts', hosts), this.answer);
  }

  prefill(from: string | undefined, host: string | undefined): void {
    if (from !== undefined) this.from.value = from;
    if (host !== undefined) this.to.value = from === 'outside' ? `https://${host}` : host;
    (from === undefined ? this.from : this.to).focus();
    (from === undefined ? this.from : this.to).select();
    fill(this.answer);
  }

  private submit(event: Event): void {
    event.preventDefault();
    try {
      // the indexes are made when somebody asks
      this.manifests ??= new Manifests(this.data.manifests as any, this.data.surroundings);
      if (SIGNED_TOKEN.test(`${this.headers.value} ${this.path.value} ${this.to.value}`)) throw new Error('a page cannot check the signature of a token: give its claims instead');
      fill(this.answer, ...told(simulate(this.manifests, {
        from: this.from.value.trim(),
        to: this.withPort(this.to.value.trim()),
        method: this.method.value,
        path: this.path.value,
        headers: headersIn(this.headers.value),
        ...(this.claims.value.trim() === '' ? {} : { claims: claimsIn(this.claims.value) }),
      })));
    } catch (error) {
      fill(this.answer, element('p', { class: 'verdict no' }, (error as Error).message));
    }
  }

  /** A service without a port is asked at its first. */
  private withPort(to: string): string {
    if (/:\d+(?:\/|$)/.test(to) || to.startsWith('https:')) return to;
    const line = this.data.nodes.find(({ hosts }) => hosts.includes(to.replace(/^[a-z]+:\/\//, '')));
    const port = line === undefined ? undefined : this.data.lines.find(({ callee }) => callee === line.key)?.port;
    return port === undefined ? to : `${to}:${port}`;
  }
}

function headersIn(text: string): Record<string, string> {
  return Object.fromEntries(text.split('\n').filter((line) => line.trim() !== '').map((line) => {
    const colon = line.indexOf(':');
    if (colon <= 0) throw new Error(`${line} is no header: write name: value`);
    return [line.slice(0, colon).trim(), line.slice(colon + 1).trim()];
  }));
}

function claimsIn(text: string): Record<string, unknown> {
  const claims = JSON.parse(text);
  if (typeof claims !== 'object' || claims === null || Array.isArray(claims)) throw new Error('claims are an object of JSON');
  return claims;
}

function told(decision: Decision): HTMLElement[] {
  const { answer, words } = verdictOf(decision);
  return [
    element('p', { class: `verdict ${answer}` }, words),
    element('ul', {}, ...decision.outcomes.map((outcome) => element('li', {}, outcomeWords(outcome)))),
    ...decision.notSimulated.map((note) => element('p', { class: 'facts' }, note)),
    element('h3', {}, 'On the way'),
    element('ol', {}, ...decision.steps.map((step) => element('li', {}, element('strong', {}, `${step.stage}: `), stepWords(step)))),
  ];
}
