import type { Question } from '../mesh/app/settings';
import { Asked, Asker } from '../mesh/ask';
import { Kube, KubeObject } from '../mesh/kube';
import { sleep } from '../mesh/until';

/** A question that is asked again and again. */
export interface Repeated extends Question {
  readonly name: string;
  readonly from: string;
}

/** What came of asking once. */
export interface Heard {
  readonly name: string;
  /** The request's x-test-id, by which it is found in access logs. */
  readonly id: string;
  readonly asked: number;
  readonly answered: number;
  /** The `service/version` that answered, else the status a proxy gave instead, else why there was none. */
  readonly outcome: string;
}

const NAME = /^[^:/]+\/[^/]+$/;

/** So that no two loads give one id to their requests. */
let loads = 0;

/** Asks several questions in turn, so many a second all together, until it is stopped. */
export class Load {
  /** Begins once every place that asks is there. */
  static async start(asker: Asker, kube: Kube, questions: readonly Repeated[], rate = 100): Promise<Load> {
    await Promise.all(questions.map(async (question) => asker.ask(question.from, question)));
    return new Load(asker, kube, questions, rate);
  }

  readonly heard: Heard[] = [];
  private readonly number = loads += 1;
  private readonly pending = new Set<Promise<void>>();
  private readonly pods = new Map<string, string>();
  private readonly running: Promise<void[]>;
  private stopped = false;
  private count = 0;

  private constructor(private readonly asker: Asker, private readonly kube: Kube, private readonly questions: readonly Repeated[], rate: number) {
    this.running = Promise.all([this.askOnAndOn(rate), this.followPods()]);
  }

  async stop(): Promise<readonly Heard[]> {
    this.stopped = true;
    await this.running;
    await Promise.all(this.pending);
    return this.heard;
  }

  /** Resolves when every question has been answered so many times that was asked from now on. */
  async answers(times: number): Promise<void> {
    const since = performance.now();
    const count = (name: string) => this.heard.filter((heard) => heard.name === name && heard.asked >= since).length;
    while (!this.questions.every(({ name }) => count(name) >= times)) await sleep(20);
  }

  private async askOnAndOn(rate: number): Promise<void> {
    const start = performance.now();
    while (!this.stopped) {
      const due = Math.floor((performance.now() - start) / 1_000 * rate);
      while (this.count < due) this.askNext();
      await sleep(5);
    }
  }

  private askNext(): void {
    const question = this.questions[this.count % this.questions.length];
    const id = `change-${this.number}-${this.count}-`;
    this.count += 1;
    const asked = performance.now();
    const asking: Promise<void> = this.asker.ask(this.pods.get(question.from) ?? question.from, { ...question, headers: { ...question.headers, 'x-test-id': id } })
      .then(outcomeOf, (error: Error) => `not asked: ${error.message}`)
      .then((outcome) => {
        this.heard.push({ name: question.name, id, asked, answered: performance.now(), outcome });
        this.pending.delete(asking);
      });
    this.pending.add(asking);
  }

  /** Callers may be replaced, too: the next question goes to one that stays. */
  private async followPods(): Promise<void> {
    const places = [...new Set(this.questions.map(({ from }) => from))].filter((from) => NAME.test(from));
    while (!this.stopped) {
      for (const place of places) {
        const pod = await stayingPod(this.asker, this.kube, place).catch(() => undefined);
        if (pod !== undefined) this.pods.set(place, pod);
      }
      await sleep(200);
    }
  }
}

/** A pod of that place that is ready and not told to end, as a place of its own. */
export async function stayingPod(asker: Asker, kube: Kube, place: string): Promise<string | undefined> {
  const [namespace] = place.split('/');
  const staying = (await kube.list(`/api/v1/namespaces/${namespace}/pods`)).filter(stays).map(({ metadata }) => metadata.name);
  const pod = (await asker.podsAt(place)).find(({ name }) => staying.includes(name));
  return pod && `${namespace}/${pod.name}`;
}

function outcomeOf({ status, error, reply }: Asked): string {
  if (reply !== undefined && status === 200) return `${reply.service}/${reply.version}`;
  return String(status ?? error);
}

function stays({ metadata, status }: KubeObject): boolean {
  return metadata.deletionTimestamp === undefined
    && status.conditions?.some(({ type, status: value }: KubeObject) => type === 'Ready' && value === 'True');
}
