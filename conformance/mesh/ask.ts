import { readFileSync } from 'node:fs';
import type { Reply } from './app/reply';
import type { Answer, Behaviour, Question } from './app/settings';
import { AppClient, takesOrders } from './app-client';
import { Clients } from './clients';
import { Kube } from './kube';
import type { RunningPod } from './kubelet/pods';
import { askKubelet } from './kubelet-client';
import { Run } from './run';
import { sleep, until } from './until';

export interface Asked extends Answer {
  /** What the app has told, if it was the app that answered. */
  readonly reply?: Reply;
}

const GATEWAY = '/api/v1/namespaces/istio-system/services/istio-ingressgateway';

/**
 * Sends requests from anywhere. A place is
 * `namespace/name` (a pod, or any pod of the Deployment or app of that name), `plain:namespace` (a pod without sidecar),
 * `client:namespace/account` (a pod with sidecar and that service account), or `outside` (through the ingress gateway).
 */
export class Asker {
  private readonly apps = new Map<string, AppClient>();
  private readonly clients: Clients;
  private gateway?: string;

  constructor(private readonly mesh: Run, private readonly kube: Kube) {
    this.clients = new Clients(kube);
  }

  async ask(from: string, question: Question): Promise<Asked> {
    const app = await this.appAt(from);
    return withReply(await app.ask(from === 'outside' ? await this.throughGateway(question) : question));
  }

  /** Many at once, each answer in its question's place. */
  async askAll(from: string, questions: Question[]): Promise<Asked[]> {
    return Promise.all(questions.map(async (question) => this.ask(from, question)));
  }

  /** The same question so many times a second, until stopped; resolves with all answers in order. */
  load(from: string, question: Question, rate: number): { stop: () => Promise<Asked[]> } {
    const answers: Promise<Asked>[] = [];
    const start = Date.now();
    let stopped = false;
    const running = (async () => {
      while (!stopped) {
        const due = Math.floor(((Date.now() - start) / 1_000) * rate);
        while (answers.length < due) answers.push(this.ask(from, question));
        await sleep(5);
      }
    })();
    return { stop: async () => { stopped = true; await running; return Promise.all(answers); } };
  }

  /** How many requests of that id the pods of a place have received, all together. */
  async attempts(at: string, id: string): Promise<number> {
    const counts = await Promise.all((await this.podsAt(at)).map(async ({ socket }) => this.appBehind(socket).attempts(id)));
    return counts.reduce((sum, count) => sum + count, 0);
  }

  /** Makes the pods of a place fail, delay or cut off what they are asked, until they are told otherwise. */
  async behave(at: string, behaviour: Behaviour): Promise<void> {
    await Promise.all((await this.podsAt(at)).map(async ({ socket }) => this.appBehind(socket).behave(behaviour)));
  }

  async pods(): Promise<RunningPod[]> {
    return askKubelet(this.mesh, { list: true });
  }

  /** The running pods a place means. */
  async podsAt(place: string): Promise<RunningPod[]> {
    const [namespace, name] = place.split('/');
    const pods = (await this.pods()).filter((pod) => pod.namespace === namespace);
    const exact = pods.filter((pod) => pod.name === name);
    if (exact.length > 0) return exact;
    const found = pods.filter((pod) => pod.labels.app === name || isOfDeployment(pod.name, name));
    if (found.length === 0) throw new Error(`no pod is called ${place}; there are ${pods.map((pod) => pod.name).join(', ') || 'none in that namespace'}`);
    return found;
  }

  close(): void {
    for (const app of this.apps.values()) app.close();
  }

  private async appAt(from: string): Promise<AppClient> {
    if (from === 'outside') return this.appBehind(this.mesh.appSocket(this.mesh.outside));
    const known = this.apps.get(from);
    if (known !== undefined && !known.isBroken) return known;
    const pods = await this.podsAt(await this.clients.resolve(from));
    // a pod without probes is ready before its app takes orders
    await until(`the app of ${from}`, 30, async () => takesOrders(pods[0].socket), 20);
    const app = this.appBehind(pods[0].socket);
    this.apps.set(from, app);
    return app;
  }

  private appBehind(socket: string): AppClient {
    const known = this.apps.get(socket);
    if (known !== undefined && !known.isBroken) return known;
    const app = new AppClient(socket);
    this.apps.set(socket, app);
    return app;
  }

  /** As a public name's DNS would lead there. */
  private async throughGateway(question: Question): Promise<Question> {
    const ca = question.ca ?? readFileSync(`${this.mesh.pki}/ssl/certs/ca-certificates.crt`, 'utf8');
    return { ...question, ca, connect: question.connect ?? await this.gatewayAddress() };
  }

  private async gatewayAddress(): Promise<string> {
    this.gateway ??= (await this.kube.get(GATEWAY)).status.loadBalancer.ingress[0].ip as string;
    return this.gateway;
  }
}

function isOfDeployment(pod: string, deployment: string): boolean {
  return pod.startsWith(`${deployment}-`) && /^[a-z0-9]+-[a-z0-9]{5}$/.test(pod.slice(deployment.length + 1));
}

function withReply(answer: Answer): Asked {
  try {
    const reply = JSON.parse(answer.body ?? '');
    return typeof reply.pod === 'string' ? { ...answer, reply } : answer;
  } catch {
    return answer;
  }
}
