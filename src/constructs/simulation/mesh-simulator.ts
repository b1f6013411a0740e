import type { App } from 'cdk8s';
import { loadSimulation } from './load';
import { SimulatedDecision } from './simulated-decision';
import type { SimulatedRequest } from './simulated-request';
import type { Manifests } from '../../manifests/manifests';
import type { Question } from '../../simulation/simulate';
import { loadTextReader } from '../analysis/load';
import { type MeshContext, surroundingsOf } from '../analysis/mesh-context';
import { readConstructs } from '../analysis/read-constructs';
import { bookOf } from '../book';

/**
 * Where a request is expected to go.
 */
export interface ExpectedRoute {
  /**
   * The host: its full name, or the beginning of it up to a dot (`payments`, `payments.shop`).
   *
   * @default - any
   */
  readonly host?: string;

  /**
   * The subset of the host.
   *
   * @default - any
   */
  readonly subset?: string;

  /**
   * The workload: `shop/payments-v2`.
   *
   * @default - any
   */
  readonly workload?: string;

  /**
   * The path as it arrives.
   *
   * @default - any
   */
  readonly path?: string;

  /**
   * Percent of the requests that go there.
   *
   * @default 100
   */
  readonly share?: number;
}

/**
 * Answers by the manifests alone what Istio would do with a request: who may call whom, and which rule says so. For tests before
 * anything is applied.
 *
 * What is not modelled (EnvoyFilters, Wasm, services that CUSTOM policies ask, ambient mode) is said, never guessed.
 *
 * @example
 *
 * const simulator = MeshSimulator.fromApp(app);
 * simulator.expectDenied({ caller: 'orders', to: 'payments:8080', method: 'DELETE' });
 */
export class MeshSimulator {
  /**
   * Over everything that an app would write.
   *
   * @param app The app, with all of its charts.
   * @param context What lies outside of it.
   */
  public static fromApp(app: App, context?: MeshContext): MeshSimulator {
    return new MeshSimulator(readConstructs(app, surroundingsOf(bookOf(app), context)));
  }

  /**
   * Over manifests as they are written: by hand, by Helm, by anything.
   *
   * @param text YAML or JSON, any number of documents.
   * @param context What lies outside of it.
   */
  public static fromYaml(text: string, context?: MeshContext): MeshSimulator {
    return new MeshSimulator(loadTextReader().readManifests(String(text), surroundingsOf(undefined, context)));
  }

  private constructor(private readonly manifests: Manifests) {
    const [refused] = manifests.refused;
    if (refused !== undefined) {
      const [{ path, problem }] = refused.problems;
      const { kind, metadata } = refused.manifest;
      throw new Error(`${kind} ${metadata.name}: ${path === '' ? '' : `${path} `}${problem}`);
    }
  }

  /**
   * What becomes of a request.
   *
   * @param request Who asks whom for what.
   */
  public request(request: SimulatedRequest): SimulatedDecision {
    const { caller, forgedToken, clientCertificate, ...question } = request;
    return SimulatedDecision._of(loadSimulation().simulate(this.manifests, {
      ...question, from: caller, hasForgedToken: forgedToken, hasCertificate: clientCertificate,
    } as Question));
  }

  /**
   * Throws, with what decided, unless every such request reaches an application or leaves the mesh.
   *
   * @param request Who asks whom for what.
   */
  public expectAllowed(request: SimulatedRequest): SimulatedDecision {
    const decision = this.request(request);
    return decision.allowed ? decision : fail(request, 'to be allowed', decision);
  }

  /**
   * Throws, with what decided, if any such request may reach somebody.
   *
   * @param request Who asks whom for what.
   *
   * @returns The decision, which tells by its `status` how it is denied.
   */
  public expectDenied(request: SimulatedRequest): SimulatedDecision {
    const decision = this.request(request);
    return decision.denied ? decision : fail(request, 'to be denied', decision);
  }

  /**
   * Throws, with what decided, unless such requests go where they should.
   *
   * @param request Who asks whom for what.
   * @param expected Where it must go.
   */
  public expectRoute(request: SimulatedRequest, expected: ExpectedRoute): SimulatedDecision {
    const decision = this.request(request);
    const meant = decision.outcomes.filter(
      ({ answeredBy, host, subset, workload, path }) =>
        (answeredBy === 'application' || answeredBy === 'outside') &&
        isHost(expected.host, host) &&
        isSame(expected.subset, subset) &&
        isSame(expected.workload, workload) &&
        isSame(expected.path, path),
    );
    const share = meant.reduce((sum, outcome) => sum + outcome.share, 0);
    if (Math.abs(share - (expected.share ?? 100)) < 0.01) return decision;
    const words = Object.entries(expected)
      .filter(([, value]) => value !== undefined)
      .map(([name, value]) => `${name} ${value}`)
      .join(', ');
    return fail(request, `to go to ${words === '' ? 'anybody' : words} (${Math.round(share * 100) / 100} % do)`, decision);
  }
}

function fail({ caller, to, method = 'GET', path = '' }: SimulatedRequest, expected: string, decision: SimulatedDecision): never {
  throw new Error(`expected ${caller} ${method} ${to}${path} ${expected}, but:\n${decision.explain()}`);
}

function isSame(expected: string | undefined, value: string | undefined): boolean {
  return expected === undefined || expected === value;
}

function isHost(expected: string | undefined, host: string | undefined): boolean {
  return expected === undefined || host === expected || (host ?? '').startsWith(`${expected}.`);
}
