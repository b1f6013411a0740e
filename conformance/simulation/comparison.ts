import { randomUUID } from 'node:crypto';
import { difference } from './difference';
import { Random } from './random';
import { randomMesh, randomRoot } from './random-mesh';
import type { PolicyWorld } from './random-policy';
import { type RandomQuestion, randomQuestion } from './random-question';
import { essence, type RecordedAnswer, type RecordedRound } from './recording';
import { sharedPods } from './shared-pods';
import { Manifests } from '../../src/manifests/manifests';
import { manifestOf } from '../../src/manifests/read-manifests';
import { DEFAULT_SURROUNDINGS } from '../../src/manifests/surroundings';
import type { Decision } from '../../src/simulation/decision';
import { simulate } from '../../src/simulation/simulate';
import { tokenText } from '../../src/simulation/token';
import { applyAll } from '../mesh/apply';
import type { Asked } from '../mesh/ask';
import { inChunks } from '../mesh/chunks';
import type { AccessLogLine } from '../mesh/explain';
import { serveGateways } from '../mesh/gateways';
import type { KubeObject } from '../mesh/kube';
import type { Mesh } from '../mesh/mesh';
import { TokenIssuer } from '../mesh/tokens';

const KINDS = [
  ...['authorizationpolicies', 'peerauthentications', 'requestauthentications'].map((kind) => `security.istio.io/v1/${kind}`),
  ...['virtualservices', 'destinationrules', 'gateways', 'sidecars', 'serviceentries'].map((kind) => `networking.istio.io/v1/${kind}`),
];

/** Few enough that nobody waits until a time limit of the routes. */
const AT_ONCE = 40;

export interface Difference {
  readonly seed: number;
  readonly question: RandomQuestion;
  readonly reason: string;
  readonly asked: Asked;
  /** What every proxy on the way has made of it. */
  readonly logs: readonly AccessLogLine[];
  readonly decision: Decision;
  readonly objects: readonly KubeObject[];
}

export interface Totals {
  meshes: number;
  requests: number;
  refused: number;
  /** Why nothing was foretold, and how often. */
  readonly unknown: Map<string, number>;
  /** How often what came out, so that a generator that asks nothing is noticed. */
  readonly outcomes: Map<string, number>;
}

/** Asks Envoy and the simulator the same about random meshes, some of them at a time. */
export class Comparison {
  readonly totals: Totals = { meshes: 0, requests: 0, refused: 0, unknown: new Map(), outcomes: new Map() };
  private readonly issuer = TokenIssuer.create();
  private readonly stranger = TokenIssuer.create();
  private readonly pods: KubeObject[];
  private readonly addresses = new Map<string, string>();
  private applied: KubeObject[] = [];
  private answers: RecordedAnswer[] = [];
  /** What Envoy has answered, to be compared without a mesh, too. */
  readonly recorded: RecordedRound[] = [];

  constructor(
    private readonly mesh: Mesh,
    private readonly namespaces: readonly string[],
  ) {
    this.pods = sharedPods(namespaces);
  }

  async start(): Promise<void> {
    await this.clean();
    await this.mesh.addOutside({
      hosts: this.namespaces.flatMap((namespace) => [`unknown.${namespace}.example.com`, `ext.${namespace}.example.com`]),
      ports: [{ port: 80, protocol: 'http' }],
    });
    const { refusals, stuck } = await this.mesh.apply(this.pods);
    if (refusals.length + stuck.length > 0) throw new Error(JSON.stringify([refusals, stuck]));
    const services = await this.mesh.kube.list('/api/v1/services');
    for (const pod of this.pods.filter(({ kind }) => kind === 'Service')) {
      const own = services.find(({ metadata }) => metadata.name === pod.metadata.name && metadata.namespace === pod.metadata.namespace);
      pod.spec = { ...pod.spec, clusterIP: own!.spec.clusterIP };
    }
    for (const namespace of this.namespaces) for (const name of ['a', 'c']) await this.learnAddress(`${namespace}/${name}`);
    await this.mesh.asker.ask('plain:outsiders', { url: `http://b.${this.namespaces[0]}` });
    await this.learnAddress('plain:outsiders');
    await this.learnGatewayAddress();
  }

  /** Takes away what an earlier comparison has left in the same mesh. */
  private async clean(): Promise<void> {
    const lists = await Promise.all(KINDS.map(async (path) => this.mesh.kube.list(`/apis/${path}`)));
    for (const {
      metadata: { namespace, name },
      ...object
    } of lists.flat()) {
      if ([...this.namespaces, 'istio-system'].includes(namespace)) {
        await this.mesh.kube.delete(await this.mesh.kube.kinds.pathOf({ ...object, metadata: { namespace, name } } as KubeObject));
      }
    }
  }

  private async learnAddress(place: string): Promise<void> {
    const [{ namespace, name }] = await this.mesh.asker.podsAt(place.startsWith('plain:') ? `${place.slice(6)}/plain-default` : place);
    this.addresses.set(place, (await this.mesh.kube.get(`/api/v1/namespaces/${namespace}/pods/${name}`)).status.podIP);
  }

  /** Whom the gateway takes for the caller, behind its load balancer. */
  private async learnGatewayAddress(): Promise<void> {
    const namespace = this.namespaces[0];
    const metadata = { name: 'learn', namespace };
    const objects = [
      {
        apiVersion: 'networking.istio.io/v1',
        kind: 'Gateway',
        metadata,
        spec: {
          selector: { istio: 'ingressgateway' },
          servers: [{ port: { number: 80, name: 'http', protocol: 'HTTP' }, hosts: ['learn.example.com'] }],
        },
      },
      {
        apiVersion: 'networking.istio.io/v1',
        kind: 'VirtualService',
        metadata,
        spec: { hosts: ['learn.example.com'], gateways: ['learn'], http: [{ route: [{ destination: { host: 'b', port: { number: 80 } } }] }] },
      },
    ];
    await this.mesh.apply(objects);
    const { reply } = await this.mesh.asker.ask('outside', { url: 'http://learn.example.com' });
    this.addresses.set('outside', String(reply?.headers['x-forwarded-for'] ?? '0.0.0.0'));
    await this.mesh.delete(objects);
  }

  /** One mesh for each namespace, and what holds for all of them. */
  async round(seeds: readonly number[], questions: number): Promise<Difference[]> {
    const world: PolicyWorld = {
      namespaces: this.namespaces,
      rootNamespace: 'istio-system',
      jwks: this.issuer.jwks,
      addresses: [...this.addresses.values()],
    };
    const wanted = [
      ...seeds.flatMap((seed, index) => randomMesh(new Random(seed), this.namespaces[index], world)),
      ...randomRoot(new Random(seeds[0] + 1_000_000), world),
    ].sort(byName);
    const objects = await this.replace(wanted);
    const manifests = new Manifests(
      [...this.pods, ...objects].map((object) => manifestOf(object)),
      { ...DEFAULT_SURROUNDINGS, complete: true },
    );
    const asked = seeds.flatMap((seed, index) => {
      const random = new Random(seed + 2_000_000);
      return Array.from({ length: questions }, () => ({ seed, question: randomQuestion(random, this.namespaces[index], this.namespaces) }));
    });
    this.totals.meshes += seeds.length;
    const found = await inChunks(asked, AT_ONCE, async ({ seed, question }) => this.compare(seed, question, manifests, objects));
    this.recorded.push({ objects: [...this.pods, ...objects], answers: this.answers });
    this.answers = [];
    return found.filter((one) => one !== undefined);
  }

  /** Takes the last meshes away and puts others there: those the webhook lets in. */
  private async replace(wanted: readonly KubeObject[]): Promise<KubeObject[]> {
    // The second service stays, so that its name does: pods go on for a while with names that were there.
    const gone = this.applied.filter(({ kind }) => kind !== 'Service');
    await inChunks(gone, AT_ONCE, async (object) => this.mesh.kube.delete(await this.mesh.kube.kinds.pathOf(object), { propagationPolicy: 'Background' }));
    const { objects, refusals } = await applyAll(this.mesh.kube, [...wanted]);
    this.totals.refused += refusals.length;
    if (process.env.SIMULATION_SHOW !== undefined) for (const refusal of refusals) console.log(refusal.object, refusal.text.slice(0, 300));
    await serveGateways(this.mesh.kube, this.mesh.authority);
    await this.mesh.switchTo(objects, gone);
    this.applied = objects;
    const kept = new Set(objects.map(keyOf));
    return wanted.filter((object) => kept.has(keyOf(object)));
  }

  private async compare(
    seed: number,
    question: RandomQuestion,
    manifests: Manifests,
    objects: readonly KubeObject[],
  ): Promise<Difference | undefined> {
    const { real, simulated, tokens } = this.both(question);
    const told = { ...simulated, sourceIp: this.addresses.get(question.from), now: Math.floor(Date.now() / 1000) };
    const decision = simulate(manifests, told);
    this.totals.requests += 1;
    const outcome = decision.outcomes
      .map(({ by, status }) => `${by}${status ?? ''}`)
      .sort()
      .join('+');
    count(this.totals.outcomes, outcome);
    const id = randomUUID();
    const asked = await this.ask(real, tokens, id);
    const reason = difference(asked, decision);
    if (reason === 'unknown') {
      count(this.totals.unknown, decision.outcomes.find(({ by }) => by === 'unknown')!.reason);
      return undefined;
    }
    this.answers.push({ question: told, asked: essence(asked) });
    return reason === undefined ? undefined : { seed, question, reason, asked, logs: await this.mesh.accessLogs(id), decision, objects };
  }

  private async ask({ from, to, path = '', method, headers }: RandomQuestion, tokens: readonly [string, string] | undefined, id: string): Promise<Asked> {
    const asked = await this.mesh.asker.ask(from, { url: `${to}${path}`, method, headers: { ...headers, 'x-test-id': id } });
    return { ...asked, ...untold(asked, tokens) };
  }

  /** The question as it is asked of each: tokens are signed for Envoy, and only told to the simulator. */
  private both(question: RandomQuestion): { real: RandomQuestion; simulated: RandomQuestion; tokens?: readonly [string, string] } {
    const { claims, hasForgedToken = false, tokenAt, ...rest } = question;
    if (claims === undefined) return { real: question, simulated: question };
    const now = Math.floor(Date.now() / 1000);
    const all = { iat: now, exp: now + 3_600, ...claims };
    const signed = (hasForgedToken ? this.stranger : this.issuer).token(all);
    const told = tokenText(all, hasForgedToken);
    return { real: carrying(rest, signed, tokenAt), simulated: carrying(rest, told, tokenAt), tokens: [signed, told] };
  }
}

function count(counts: Map<string, number>, what: string): void {
  counts.set(what, (counts.get(what) ?? 0) + 1);
}

function carrying(question: RandomQuestion, token: string, at: RandomQuestion['tokenAt']): RandomQuestion {
  const { headers, path = '/' } = question;
  switch (at) {
    case 'header':
      return { ...question, headers: { ...headers, 'x-token': token } };
    case 'prefixed':
      return { ...question, headers: { ...headers, 'x-token': `JWT ${token}` } };
    case 'param':
      return { ...question, path: `${path}${path.includes('?') ? '&' : '?'}token=${token}` };
    case 'cookie':
      return { ...question, headers: { ...headers, cookie: `session=${token}` } };
    default:
      return { ...question, headers: { ...headers, authorization: `Bearer ${token}` } };
  }
}

/** Tokens differ between the two by their signature: what was received is told in the simulator's words. */
function untold({ reply, headers }: Asked, tokens: readonly [string, string] | undefined): Partial<Asked> {
  return tokens === undefined ? {} : JSON.parse(JSON.stringify({ reply, headers }).replaceAll(...tokens));
}

function byName(a: KubeObject, b: KubeObject): number {
  const [one, other] = [a, b].map(({ metadata }) => `${metadata.name} ${metadata.namespace}`);
  return one < other ? -1 : one > other ? 1 : 0;
}

function keyOf({ kind, metadata }: KubeObject): string {
  return `${kind} ${metadata.namespace}/${metadata.name}`;
}
