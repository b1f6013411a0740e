/** What one line of a table says, before anybody knows whom its names mean. */
export type Line = CallerLine | HostLine | TokenLine | AllLine | RequestLine;

interface At {
  /** `file:line`, for messages. */
  readonly at: string;
}

/** `caller NAME [PLACE]` */
export interface CallerLine extends At {
  readonly kind: 'caller';
  readonly name: string;
  readonly place?: string;
}

/** `host NAME [PROTOCOL:PORT …]` */
export interface HostLine extends At {
  readonly kind: 'host';
  readonly name: string;
  readonly ports: readonly { readonly protocol: 'http' | 'https' | 'tcp'; readonly port: number }[];
}

/** `token NAME [BASE] [forged | tampered] JSON` */
export interface TokenLine extends At {
  readonly kind: 'token';
  readonly name: string;
  readonly base?: string;
  readonly fault?: 'forged' | 'tampered';
  readonly claims: Record<string, unknown>;
}

/** `all CALLEE METHOD,METHOD PATH… [header: value]` */
export interface AllLine extends At {
  readonly kind: 'all';
  readonly callee: string;
  readonly methods: readonly string[];
  readonly paths: readonly string[];
  readonly headers: Headers;
}

/** `CALLER METHOD TARGET [header: value] → OUTCOME [CALLEE [VERSION]] [header: value]` */
export interface RequestLine extends At {
  readonly kind: 'request';
  readonly caller: string;
  readonly method: string;
  /** A path, or a URL. */
  readonly target: string;
  /** `:body` is what is sent along. */
  readonly headers: Headers;
  readonly outcome: Outcome;
  readonly callee?: string;
  readonly version?: string;
  /** What the callee receives, or the caller where no application answers; no value: it must not be there. */
  readonly received: Headers;
}

export type Headers = readonly { readonly name: string; readonly value?: string }[];

/** A status, `grpc:N`, `open` (a connection that is answered), `reset` (one that is not), `refused` (either way, by whomever). */
export type Outcome = { readonly kind: 'status' | 'grpc'; readonly code: number } | { readonly kind: 'open' | 'reset' | 'refused' };

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
const PROTOCOLS = ['http', 'https', 'tcp'] as const;
const ARROW = /\s(?:→|->)\s/;

/** Reads a table; a line that says nothing known is an error. */
export function readLines(text: string, file: string): Line[] {
  return text.split('\n').flatMap((line, index) => {
    const said = line.trim();
    return said === '' || said.startsWith('#') ? [] : [new Reader(said, `${file}:${index + 1}`).read()];
  });
}

class Reader {
  constructor(private readonly text: string, private readonly at: string) {}

  read(): Line {
    const [verb] = this.text.split(/\s+/);
    switch (verb) {
      case 'caller': return this.caller(this.words(2, 3));
      case 'host': return this.host(this.words(2, Infinity));
      case 'token': return this.token();
      case 'all': return this.all();
      default: return this.request();
    }
  }

  private caller([, name, place]: string[]): CallerLine {
    return { kind: 'caller', at: this.at, name, place };
  }

  private host([, name, ...ports]: string[]): HostLine {
    const given = ports.length === 0 ? ['http:80', 'https:443'] : ports;
    return {
      kind: 'host',
      at: this.at,
      name,
      ports: given.map((text) => {
        const [protocol, port] = text.split(':');
        const known = PROTOCOLS.find((one) => one === protocol) ?? this.fail(`${text} is no port: ${PROTOCOLS.map((one) => `${one}:NUMBER`).join(', ')}`);
        return { protocol: known, port: this.number(port, text) };
      }),
    };
  }

  private token(): TokenLine {
    const [, head, json] = /^token\s+([^{]*)(\{.*\})$/.exec(this.text) ?? this.fail('a token is: token NAME [BASE] [forged | tampered] {claims}');
    const [name, ...more] = head.trim().split(/\s+/);
    const fault = (['forged', 'tampered'] as const).find((word) => word === more[more.length - 1]);
    const bases = fault === undefined ? more : more.slice(0, -1);
    if (name === '' || bases.length > 1) this.fail('a token is: token NAME [BASE] [forged | tampered] {claims}');
    return { kind: 'token', at: this.at, name, base: bases[0], fault, claims: this.json(json) };
  }

  private all(): AllLine {
    const { words: [, callee, methods, ...paths], headers } = this.split(this.text);
    if (callee === undefined || methods === undefined || paths.length === 0) this.fail('what is asked by everybody is: all CALLEE METHOD,METHOD PATH…');
    for (const path of paths) if (!path.startsWith('/') || path.includes('**')) this.fail(`${path} is no path`);
    return { kind: 'all', at: this.at, callee, methods: methods.split(',').map((method) => this.method(method)), paths, headers };
  }

  private request(): RequestLine {
    const [left, right, ...more] = this.text.split(ARROW);
    if (right === undefined || more.length > 0) this.fail('this says nothing known: a request is CALLER METHOD PATH → OUTCOME CALLEE');
    const asked = this.split(left);
    const came = this.split(right);
    const [caller, ...target] = asked.words;
    const [outcome, callee, version, ...rest] = came.words;
    if (caller === undefined || target.length === 0 || target.length > 2 || outcome === undefined || rest.length > 0) this.fail('a request is CALLER METHOD PATH → OUTCOME CALLEE [VERSION]');
    const [method, where] = target.length === 1 ? [this.methodOf(target[0]), target[0]] : [target[0] === '*' ? '*' : this.method(target[0]), target[1]];
    if (!where.startsWith('/') && !where.includes('://')) this.fail(`${where} is neither a path nor a URL`);
    return { kind: 'request', at: this.at, caller, method, target: where, headers: asked.headers, outcome: this.outcome(outcome), callee, version, received: came.headers };
  }

  /** gRPC, TCP and TLS have no methods to choose from. */
  private methodOf(target: string): string {
    if (!/^(grpcs?|tcp|tls):\/\//.test(target)) this.fail(`${target} needs a method before it`);
    return target.startsWith('grpc') ? 'POST' : 'CONNECT';
  }

  private method(text: string): string {
    return METHODS.includes(text) ? text : this.fail(`${text} is none of the methods ${METHODS.join(', ')}`);
  }

  private outcome(text: string): Outcome {
    if (text === 'open' || text === 'reset' || text === 'refused') return { kind: text };
    const [, grpc, code] = /^(grpc:)?(\d{1,3})$/.exec(text) ?? this.fail(`${text} is no outcome: a status, grpc:NUMBER, open, reset or refused`);
    if (grpc === undefined && (Number(code) < 200 || Number(code) > 599)) this.fail(`${code} is no status`);
    return { kind: grpc === undefined ? 'status' : 'grpc', code: Number(code) };
  }

  /** Words, and what stands in brackets beside them. */
  private split(text: string): { words: string[]; headers: Headers } {
    const headers = [...text.matchAll(/\[([^\]]*)\]/g)].map(([, header]) => this.header(header));
    const rest = text.replace(/\[[^\]]*\]/g, ' ').trim();
    if (/[[\]]/.test(rest)) this.fail('a bracket is open');
    return { words: rest === '' ? [] : rest.split(/\s+/), headers };
  }

  private header(text: string): { name: string; value?: string } {
    const [, no, name, value] = /^(no )?(:?[A-Za-z0-9-]+)(?::\s*(.*))?$/.exec(text.trim()) ?? this.fail(`[${text}] is neither [name: value] nor [no name]`);
    if ((no === undefined) === (value === undefined)) this.fail(`[${text}] is neither [name: value] nor [no name]`);
    return { name: name.toLowerCase(), value };
  }

  private words(least: number, most: number): string[] {
    const words = this.text.split(/\s+/);
    if (words.length < least || words.length > most) this.fail(`a line of ${words[0]} has ${least - 1}${most > least ? ' or more words' : ' words'}`);
    return words;
  }

  private number(text: string, within: string): number {
    return /^[1-9]\d{0,4}$/.test(text ?? '') ? Number(text) : this.fail(`${within} has no port number`);
  }

  private json(text: string): Record<string, unknown> {
    try {
      return JSON.parse(text);
    } catch (error) {
      return this.fail(`${text} is no JSON: ${(error as Error).message}`);
    }
  }

  private fail(reason: string): never {
    throw new Error(`${this.at}: ${reason}\n  ${this.text}`);
  }
}
