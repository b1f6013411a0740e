import { connect, Socket } from 'node:net';
import { createInterface } from 'node:readline';
import type { Done, Order } from './app/orders';
import type { Answer, Behaviour, PortSettings, Question } from './app/settings';

type WithoutId<T> = T extends unknown ? Omit<T, 'id'> : never;
type Waiting = { resolve: (done: Done) => void; reject: (error: Error) => void };

/** Speaks to the app of one pod, over the Unix socket that reaches into its network namespace. */
export class AppClient {
  private readonly socket: Socket;
  private readonly waiting = new Map<number, Waiting>();
  private last = 0;
  private broken?: Error;

  constructor(path: string) {
    this.socket = connect(path);
    createInterface({ input: this.socket }).on('line', (line) => this.take(JSON.parse(line))).on('error', () => undefined);
    this.socket.on('error', (error) => this.fail(error));
    this.socket.on('close', () => this.fail(new Error(`the app behind ${path} has ended`)));
  }

  get isBroken(): boolean {
    return this.broken !== undefined;
  }

  async ask(question: Question): Promise<Answer> {
    return (await this.order({ ask: question })).answer!;
  }

  /** How many requests of that id the app has seen. */
  async attempts(id: string): Promise<number> {
    return (await this.order({ attempts: id })).attempts!;
  }

  async behave(behaviour: Behaviour): Promise<void> {
    await this.order({ behave: behaviour });
  }

  async listen(ports: PortSettings[]): Promise<void> {
    await this.order({ listen: ports });
  }

  close(): void {
    this.socket.destroy();
  }

  private async order(order: WithoutId<Order>): Promise<Done> {
    if (this.broken !== undefined) throw this.broken;
    const id = this.last += 1;
    const done = await new Promise<Done>((resolve, reject) => {
      this.waiting.set(id, { resolve, reject });
      this.socket.write(JSON.stringify({ id, ...order }) + '\n');
    });
    if (done.failure !== undefined) throw new Error(done.failure);
    return done;
  }

  private take(done: Done): void {
    this.waiting.get(done.id)?.resolve(done);
    this.waiting.delete(done.id);
  }

  private fail(error: Error): void {
    this.broken ??= error;
    for (const { reject } of this.waiting.values()) reject(this.broken);
    this.waiting.clear();
  }
}

/** Whether an app listens there: its socket may lie there before, and after. */
export async function takesOrders(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(path);
    socket.once('error', () => resolve(false)).once('connect', () => {
      resolve(true);
      socket.destroy();
    });
  });
}
