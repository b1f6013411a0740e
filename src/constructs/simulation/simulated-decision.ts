import { outcomeOf, routeOf, type SimulatedOutcome, type SimulatedRoute, titleAt } from './simulated-outcome';
import type { Decision } from '../../simulation/decision';

/**
 * What becomes of a request, and what decided it.
 */
export class SimulatedDecision {
  /** @internal */
  public static _of(decision: Decision): SimulatedDecision {
    return new SimulatedDecision(decision);
  }

  /** Everything that may come of it, with its share of the requests: weights, faults and pods differ. */
  public readonly outcomes: SimulatedOutcome[];

  /** The route that takes it, where one of a VirtualService does. */
  public readonly route?: SimulatedRoute;

  /** What was decided on the way, in its order, each with the object that decided. */
  public readonly trace: string[];

  /** What is not modelled and may change the answer. It is never guessed. */
  public readonly notSimulated: string[];

  private constructor(decision: Decision) {
    this.outcomes = decision.outcomes.map(outcomeOf);
    this.route = decision.route && routeOf(decision.route);
    this.trace = decision.steps.map(({ stage, verdict, object, path }) => `${stage}: ${verdict}${object === undefined ? '' : ` [${titleAt(object, path)}]`}`);
    this.notSimulated = [...decision.notSimulated];
  }

  /** Whether every such request reaches an application, or leaves the mesh. */
  public get allowed(): boolean {
    return this.outcomes.every(({ answeredBy }) => answeredBy === 'application' || answeredBy === 'outside');
  }

  /** Whether no such request reaches anybody: all are refused, answered by a proxy, or cut off. */
  public get denied(): boolean {
    return this.outcomes.every(({ answeredBy }) => answeredBy === 'proxy' || answeredBy === 'nobody');
  }

  /** The status of a proxy's answer, where all outcomes have the same; nothing where an application answers. */
  public get status(): number | undefined {
    const [first, ...rest] = this.outcomes;
    return rest.every(({ status }) => status === first.status) ? first.status : undefined;
  }

  /** Object and path that decided the first outcome: `AuthorizationPolicy shop/payments spec.rules[0]`. */
  public get decidedBy(): string | undefined {
    return this.outcomes[0].decidedBy;
  }

  /** All of it in words, for messages and terminals. */
  public explain(): string {
    const outcomes = this.outcomes.map(({ share, answeredBy, status, reason, workload, decidedBy }) => {
      const who =
        answeredBy === 'application' ? `answered by ${workload}` : answeredBy === 'proxy' ? `status ${status} of a proxy` : WORDS[answeredBy];
      return `${share === 100 ? '' : `${Math.round(share * 100) / 100} % `}${who}: ${reason}${decidedBy === undefined ? '' : ` [${decidedBy}]`}`;
    });
    return [...outcomes, ...this.trace.map((step) => `  ${step}`), ...this.notSimulated].join('\n');
  }
}

const WORDS: { readonly [by: string]: string } = { outside: 'leaves the mesh', nobody: 'the connection ends', unknown: 'not known' };
