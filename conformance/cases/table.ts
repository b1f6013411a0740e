import type { AllLine, Headers, HostLine, Line, Outcome, RequestLine, TokenLine } from './line';
import { CalleeName, Names } from './names';
import type { System } from './system';

/** One request, and what must come of it. */
export interface Request {
  readonly id: string;
  /** The line that says what must come, or the one that has it asked. */
  at: string;
  readonly caller: string;
  readonly place: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Headers;
  /** `[:body: …]`, of methods that have one. */
  readonly body?: string;
  expected: Expected;
}

export interface Expected {
  readonly outcome: Outcome;
  /** Who answers, or would have been asked. */
  readonly callee?: CalleeName;
  readonly version?: string;
  readonly received: Headers;
}

export interface Table {
  readonly callers: ReadonlyMap<string, string>;
  readonly hosts: readonly HostLine[];
  readonly tokens: ReadonlyMap<string, TokenLine>;
  readonly requests: readonly Request[];
}

const WITH_BODY = ['POST', 'PUT', 'PATCH'];
const REFUSED: Outcome = { kind: 'refused' };

/** Gives the lines of a case their meaning; a name that nobody has, a contradiction, a line without effect are errors. */
export function tableOf(name: string, lines: readonly Line[], system: System): Table {
  return new Tables(name, lines, system).build();
}

class Tables {
  private readonly names: Names;
  private readonly tokens = new Map<string, TokenLine>();
  private readonly requests: Request[] = [];
  /** What everybody asks, by what is asked. */
  private readonly asked = new Map<string, Request>();
  /** Where it was said what must come. */
  private readonly said = new Map<string, RequestLine>();

  constructor(private readonly name: string, private readonly lines: readonly Line[], system: System) {
    this.names = new Names(system);
  }

  build(): Table {
    for (const line of this.of('caller')) this.names.addCaller(line);
    for (const line of this.of('token')) this.addToken(line);
    for (const line of this.of('all')) this.askAll(line);
    for (const line of this.of('request')) this.say(line);
    if (this.requests.length === 0) throw new Error(`${this.name}: no line asks anything`);
    return { callers: this.names.callers, hosts: this.of('host'), tokens: this.tokens, requests: this.requests };
  }

  private of<K extends Line['kind']>(kind: K): Extract<Line, { kind: K }>[] {
    return this.lines.filter((line): line is Extract<Line, { kind: K }> => line.kind === kind);
  }

  private addToken(line: TokenLine): void {
    if (this.tokens.has(line.name)) fail(line.at, `token ${line.name} is there already`);
    if (line.base !== undefined && !this.tokens.has(line.base)) fail(line.at, `no line above says what token ${line.base} is`);
    if (line.fault === 'tampered' && line.base === undefined) fail(line.at, 'a token is tampered with after it was issued: name that one, too');
    this.tokens.set(line.name, line);
  }

  private askAll({ at, callee, methods, paths, headers }: AllLine): void {
    const isPublic = callee.includes('://');
    const target = isPublic ? undefined : this.names.callee(callee, at);
    const base = target === undefined ? callee.replace(/\/$/, '') : this.names.urlOf(target, at);
    const callers = this.names.among(isPublic ? 'outside' : 'inside');
    if (callers.size === 0) fail(at, 'no line of caller says who asks');
    for (const [caller, place] of callers) {
      // a pod calls itself without the mesh: the loopback is nobody's business
      if (this.names.isSame(caller, target)) continue;
      for (const path of paths) {
        for (const method of methods) {
          const request = this.add({ at, caller, place, method, url: `${base}${path}`, headers, expected: { outcome: REFUSED, callee: target, received: [] } });
          const key = keyOf(caller, method, request.url);
          if (this.asked.has(key)) fail(at, `${method} ${request.url} is asked by all already, in ${this.asked.get(key)!.at}`);
          this.asked.set(key, request);
        }
      }
    }
  }

  private say(line: RequestLine): void {
    const place = this.names.placeOf(line.caller, line.at);
    const callee = line.callee === undefined ? undefined : this.names.callee(line.callee, line.at);
    const expected = { outcome: line.outcome, callee, version: line.version, received: line.received };
    checkExpected(line, expected);
    this.checkTokens(line);
    const url = line.target.startsWith('/') ? `${this.baseOf(callee, line.at)}${line.target}` : line.target;
    const isPattern = line.method === '*' || url.endsWith('/**');
    const isMeant = (request: Request) => line.headers.length === 0 && request.caller === line.caller && covers(line.method, url, request);
    const covered = [...this.asked.values()].filter(isMeant);
    if (isPattern && line.headers.length > 0) fail(line.at, 'a pattern is about what all ask, whose headers stand in that line');
    if (isPattern && covered.length === 0) fail(line.at, 'nothing that all ask is meant by this');
    const { at, caller, method, headers } = line;
    const meant = covered.length > 0 ? covered : [this.add({ at, caller, place, method, url, headers, expected })];
    for (const request of meant) this.settle(request, line, expected);
  }

  private baseOf(callee: CalleeName | undefined, at: string): string {
    return this.names.urlOf(callee ?? fail(at, 'a path alone does not say who is asked'), at);
  }

  private settle(request: Request, line: RequestLine, expected: Expected): void {
    const key = JSON.stringify([request.caller, request.method, request.url, request.headers, request.body]);
    const before = this.said.get(key);
    if (before !== undefined) {
      const outcomeOf = ({ outcome, callee, version, received }: RequestLine) => JSON.stringify([outcome, callee, version, received]);
      if (outcomeOf(before) !== outcomeOf(line)) fail(line.at, `this contradicts ${before.at}: ${request.caller} ${request.method} ${request.url}`);
      if (before.target === line.target && before.method === line.method) fail(line.at, `this says what ${before.at} says`);
    }
    this.said.set(key, line);
    Object.assign(request, { expected, at: line.at });
  }

  private checkTokens({ at, target, headers, received }: RequestLine): void {
    for (const text of [target, ...[...headers, ...received].map(({ value }) => value ?? '')]) {
      for (const [, name] of text.matchAll(/\$([A-Za-z0-9_-]+)/g)) if (!this.tokens.has(name)) fail(at, `no line says what token ${name} is`);
    }
  }

  private add(request: Omit<Request, 'id' | 'body'>): Request {
    const body = WITH_BODY.includes(request.method) ? request.headers.find(({ name }) => name === ':body')?.value : undefined;
    const headers = request.headers.filter(({ name }) => name !== ':body');
    const added = { id: `${this.name}-${String(this.requests.length).padStart(5, '0')}`, ...request, headers, ...(body === undefined ? {} : { body }) };
    this.requests.push(added);
    return added;
  }
}

function keyOf(caller: string, method: string, url: string): string {
  return `${caller} ${method} ${url}`;
}

/** A path that ends in `/**` is that path and everything below it. */
function covers(method: string, url: string, request: Request): boolean {
  const below = url.endsWith('/**') ? url.slice(0, -3) : undefined;
  const isUrl = below === undefined ? request.url === url : request.url === below || request.url.startsWith(`${below}/`);
  return (method === '*' || method === request.method) && isUrl;
}

/** Whether an application must have answered. */
export function isAnswered({ outcome, callee }: Expected): boolean {
  if (outcome.kind === 'open' || (outcome.kind === 'grpc' && outcome.code === 0)) return true;
  return outcome.kind === 'status' && outcome.code < 300 && callee !== undefined;
}

function checkExpected({ at, version, received }: RequestLine, expected: Expected): void {
  const { outcome, callee } = expected;
  if (isAnswered(expected) && callee === undefined) fail(at, 'this does not say who answers');
  if (version !== undefined && !isAnswered(expected)) fail(at, `no version ${version} answers what is refused`);
  if (received.length > 0 && (outcome.kind === 'reset' || outcome.kind === 'refused')) fail(at, `nobody receives anything of what is ${outcome.kind}`);
}

function fail(at: string, reason: string): never {
  throw new Error(`${at}: ${reason}`);
}
