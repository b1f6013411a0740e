import { Agent, request } from 'node:https';
import { Kinds } from './kinds';
import { sleep } from './until';

/** Kubernetes objects are data here: what is in them is the API server's to judge. */
export type KubeObject = Record<string, any>;

export interface Response {
  readonly status: number;
  readonly body: any;
  /** What the API server and the admission webhooks warned of. */
  readonly warnings: string[];
}

export interface Call {
  readonly method: string;
  readonly path: string;
  readonly body?: unknown;
  readonly type?: string;
  readonly accept?: string;
}

export class KubeError extends Error {
  constructor(readonly status: number, message: string, readonly warnings: string[]) {
    super(message);
  }
}

/** The few verbs of the Kubernetes API that are needed, over the Unix socket by which a run can be reached from anywhere. */
export class Kube {
  readonly kinds = new Kinds(this);
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 16 });

  constructor(private readonly socketPath: string) {}

  async get(path: string): Promise<any> {
    return (await this.ask({ method: 'GET', path })).body;
  }

  /** Undefined when there is none. */
  async find(path: string): Promise<any | undefined> {
    return this.get(path).catch((error) => {
      if (error instanceof KubeError && error.status === 404) return undefined;
      throw error;
    });
  }

  async list(path: string): Promise<KubeObject[]> {
    return (await this.get(path)).items;
  }

  async create(path: string, body: unknown): Promise<any> {
    return (await this.ask({ method: 'POST', path, body })).body;
  }

  async patch(path: string, body: unknown, type = 'application/merge-patch+json'): Promise<any> {
    return (await this.ask({ method: 'PATCH', path, body, type })).body;
  }

  async delete(path: string, body: unknown = {}): Promise<void> {
    await this.ask({ method: 'DELETE', path, body }).catch((error) => {
      if (!(error instanceof KubeError && error.status === 404)) throw error;
    });
  }

  /** Server-side apply with strict validation of fields: what kubectl would do, and nothing forgiven. */
  async apply(object: KubeObject, dryRun = false): Promise<Response> {
    const path = await this.kinds.pathOf(object);
    const query = `fieldManager=mesh&force=true&fieldValidation=Strict${dryRun ? '&dryRun=All' : ''}`;
    return this.ask({ method: 'PATCH', path: `${path}?${query}`, body: object, type: 'application/apply-patch+yaml' });
  }

  async ask(call: Call): Promise<Response> {
    let answer = await this.send(call);
    // What the API server itself means by it: its storage of a new kind is not ready yet.
    for (let tries = 0; answer.status === 429 && tries < 50; tries += 1) {
      await sleep(200);
      answer = await this.send(call);
    }
    if (answer.status >= 300) throw new KubeError(answer.status, answer.body?.message ?? `${call.method} ${call.path}: ${answer.status}`, answer.warnings);
    return answer;
  }

  /** Lines of a watch, until it ends. */
  async stream(path: string, onLine: (line: string) => void): Promise<void> {
    return new Promise((resolve, reject) => {
      const outgoing = request({ ...this.options({ method: 'GET', path }), agent: false }, (incoming) => {
        let rest = '';
        incoming.setEncoding('utf8');
        incoming.on('data', (chunk) => {
          const lines = (rest + chunk).split('\n');
          rest = lines.pop()!;
          lines.filter(Boolean).forEach(onLine);
        });
        incoming.on('end', resolve);
        incoming.on('error', reject);
      });
      outgoing.on('error', reject).end();
    });
  }

  close(): void {
    this.agent.destroy();
  }

  private async send(call: Call): Promise<Response> {
    return new Promise((resolve, reject) => {
      const outgoing = request(this.options(call), (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk) => chunks.push(chunk));
        incoming.on('error', reject);
        incoming.on('end', () => resolve({
          status: incoming.statusCode ?? 0,
          body: parse(Buffer.concat(chunks).toString()),
          warnings: warningsIn(incoming.headersDistinct.warning ?? []),
        }));
      });
      outgoing.on('error', reject);
      outgoing.end(textOf(call));
    });
  }

  private options(call: Call) {
    const text = textOf(call);
    return {
      socketPath: this.socketPath,
      agent: this.agent,
      method: call.method,
      path: call.path,
      // The API server makes its own certificate at every start, and is reached over a socket only root can open.
      rejectUnauthorized: false,
      headers: {
        authorization: 'Bearer admin',
        accept: call.accept ?? 'application/json',
        // Node leaves the length of a DELETE's body out.
        ...(text === undefined ? {} : { 'content-type': call.type ?? 'application/json', 'content-length': Buffer.byteLength(text) }),
      },
    };
  }
}

function textOf({ body }: Call): string | undefined {
  return body === undefined ? undefined : JSON.stringify(body);
}

function parse(text: string): any {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/** `299 - "text"`, with quotes inside escaped. */
function warningsIn(headers: string[]): string[] {
  return headers.map((header) => (/^299 \S+ "(.*)"$/s.exec(header)?.[1] ?? header).replace(/\\(.)/g, '$1'));
}
