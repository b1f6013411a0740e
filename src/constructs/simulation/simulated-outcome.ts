import { idOf, type ObjectId, titleOf } from '../../manifests/manifest';
import type { ChosenRoute, Outcome } from '../../simulation/decision';

/**
 * One of the things that may come of a request.
 */
export interface SimulatedOutcome {
  /** Percent of the requests. */
  readonly share: number;
  /** Who answers: `application`, `outside` (somebody outside of the mesh), `proxy`, `nobody` (the connection ends), or `unknown`. */
  readonly answeredBy: string;
  /** What a proxy answers with. */
  readonly status?: number;
  /** Where a redirect leads. */
  readonly location?: string;
  /** Why, in words. */
  readonly reason: string;
  /** Object and path that decided: `AuthorizationPolicy shop/payments spec.rules[0]`. */
  readonly decidedBy?: string;
  /** The host it is sent to. */
  readonly host?: string;
  /** The port of that host. */
  readonly port?: number;
  /** The subset of that host. */
  readonly subset?: string;
  /** The workload that gets it: `shop/payments-v2`. */
  readonly workload?: string;
  /** Whether mutual TLS proves the caller to that workload. */
  readonly mutualTls?: boolean;
  /** The path as it arrives there. */
  readonly path?: string;
  /** The host header as it arrives there. */
  readonly authority?: string;
  /** Headers as they arrive there, as far as the mesh changes them. */
  readonly headers?: { [name: string]: string };
  /** When pods that fail are left out for a while: `outlierDetection` of the DestinationRule. */
  readonly ejection?: { [name: string]: any };
}

/**
 * A destination that gets copies.
 */
export interface SimulatedMirror {
  /** The host. */
  readonly host: string;
  /** The subset of that host. */
  readonly subset?: string;
  /** Percent of the requests. */
  readonly share: number;
}

/**
 * The route that takes a request.
 */
export interface SimulatedRoute {
  /** `shop/payments` */
  readonly virtualService: string;
  /** Where it stands: `spec.http[1].match[0]`. */
  readonly path: string;
  /** Its name, if it has one. */
  readonly name?: string;
  /** Routes that were asked before and did not take it. */
  readonly triedBefore: string[];
  /** How long an answer may take; nothing where there is no limit. */
  readonly timeout?: string;
  /** How often it is tried again. */
  readonly retries: number;
  /** How long each try may take. */
  readonly perTryTimeout?: string;
  /** What makes it be tried again. */
  readonly retryOn?: string;
  /** Percent of the requests that a fault aborts. */
  readonly abortedShare: number;
  /** Percent of the requests that a fault delays. */
  readonly delayedShare: number;
  /** For how long. */
  readonly delay?: string;
  /** Who gets copies. */
  readonly mirrors: SimulatedMirror[];
}

/** What Istio does where nothing is said. */
const RETRIES = { attempts: 2, retryOn: 'connect-failure,refused-stream,unavailable,cancelled,retriable-status-codes' };

export function outcomeOf({
  share,
  by,
  status,
  location,
  reason,
  object,
  path,
  cluster,
  workload,
  hasMutualTls,
  received,
}: Outcome): SimulatedOutcome {
  return {
    share,
    answeredBy: by,
    status,
    location,
    reason,
    decidedBy: object && titleAt(object, path),
    host: cluster?.service.host,
    port: cluster?.port.number,
    subset: cluster?.subset,
    workload: workload && `${workload.namespace}/${workload.name}`,
    mutualTls: hasMutualTls,
    path: received?.path,
    authority: received?.authority,
    headers: received && Object.fromEntries(received.headers),
    ejection: cluster?.policy.outlierDetection && { ...cluster.policy.outlierDetection },
  };
}

export function routeOf({ route, before, fault, mirrors }: ChosenRoute): SimulatedRoute {
  const { rule, manifest } = route.rule;
  const { retries } = rule;
  const attempts = retries === undefined ? RETRIES.attempts : (retries.attempts ?? 0);
  const { namespace, name } = idOf(manifest);
  return {
    virtualService: `${namespace}/${name}`,
    path: route.path,
    name: rule.name,
    triedBefore: before.map((one) => titleAt(one.object, one.path)),
    timeout: rule.timeout,
    retries: attempts,
    perTryTimeout: retries?.perTryTimeout,
    retryOn: attempts === 0 ? undefined : retries?.retryOn || RETRIES.retryOn,
    abortedShare: fault?.abort?.share ?? 0,
    delayedShare: fault?.delay?.share ?? 0,
    delay: fault?.delay?.delay,
    mirrors: mirrors.map(({ host, subset, share }) => ({ host, subset, share })),
  };
}

/** `AuthorizationPolicy shop/payments spec.rules[0]` */
export function titleAt(object: ObjectId, path: string | undefined): string {
  return path === undefined || path === '' ? titleOf(object) : `${titleOf(object)} ${path}`;
}
