import { createServer, Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { attemptsOf, behave } from './behaviour';
import { ask } from './questions';
import { Answer, Behaviour, PortSettings, Question } from './settings';

/** What the test may tell an app, one line of JSON each; the reply bears the order's id. */
export type Order =
  | { readonly id: number; readonly ask: Question }
  | { readonly id: number; readonly attempts: string }
  | { readonly id: number; readonly behave: Behaviour }
  | { readonly id: number; readonly listen: PortSettings[] };

export interface Done {
  readonly id: number;
  readonly answer?: Answer;
  readonly attempts?: number;
  readonly failure?: string;
}

/** More at once would measure this process and not the mesh. */
const AT_ONCE = 32;

/** Takes orders on a Unix socket, which a network namespace does not hide. */
export function takeOrders(path: string, relisten: (ports: PortSettings[]) => void): void {
  const queue: (() => Promise<void>)[] = [];
  let running = 0;
  const next = () => {
    while (running < AT_ONCE && queue.length > 0) {
      running += 1;
      void queue.shift()!().finally(() => { running -= 1; next(); });
    }
  };
  createServer((socket) => {
    socket.on('error', () => undefined);
    createInterface({ input: socket }).on('error', () => undefined).on('line', (line) => {
      const order: Order = JSON.parse(line);
      queue.push(async () => reply(socket, { id: order.id, ...(await carryOut(order, relisten).catch(failed)) }));
      next();
    }).on('error', () => undefined);
  }).listen(path);
}

function reply(socket: Socket, done: Done): void {
  if (socket.writable) socket.write(JSON.stringify(done) + '\n');
}

function failed(error: Error): Omit<Done, 'id'> {
  return { failure: error.message };
}

async function carryOut(order: Order, relisten: (ports: PortSettings[]) => void): Promise<Omit<Done, 'id'>> {
  if ('ask' in order) return { answer: await ask(order.ask) };
  if ('attempts' in order) return { attempts: attemptsOf(order.attempts) };
  if ('behave' in order) behave(order.behave);
  else relisten(order.listen);
  return {};
}
