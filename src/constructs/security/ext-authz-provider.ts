import { type Duration } from 'cdk8s';
import { askedAt } from './asked-at';
import { _checkedBody, type CheckedBody } from './checked-body';
import { type OpenPolicyAgent } from './open-policy-agent';
import { type OpenPolicyAgentSidecar } from './open-policy-agent-sidecar';
import type { CheckedHeaders, ExtAuthz } from '../../model/extension-provider';
import { sortedRecord, sortedSet } from '../../support/compare';
import { fail, type Placed } from '../../support/errors';
import { checkHeaderName, checkHeaderValue } from '../../support/http-header';
import { checkErrorStatus } from '../../support/http-status';
import { checkReason } from '../../support/reason';
import { checkPath } from '../../support/request-path';
import { checkSpan } from '../../support/time-span';
import { type ICallTarget } from '../service/call-target';

/**
 * How whoever decides is asked, and what happens when there is no answer.
 */
export interface ExtAuthzOptions {
  /**
   * Port of the service or host that is asked.
   *
   * @default - its only port that speaks the protocol
   */
  readonly port?: number;

  /**
   * Longest time a decision may take. Istio's own default is ten minutes, in which every request would wait.
   *
   * @default Duration.seconds(1)
   */
  readonly timeout?: Duration;

  /**
   * Why requests may pass when nobody decides: when what is asked is not there, is too slow, or fails. It is written on the policies.
   *
   * @default - none: such requests are refused
   */
  readonly failOpenReason?: string;

  /**
   * What callers are answered when nobody decides, 400 to 599. With a 5xx, callers that eject failing pods would eject those of the
   * protected service while the one who decides is gone.
   *
   * @default 403
   */
  readonly statusOnError?: number;

  /**
   * How much of the body is sent along.
   *
   * @default - none
   */
  readonly body?: CheckedBody;
}

/**
 * How a gRPC service is asked.
 */
export interface GrpcExtAuthzOptions extends ExtAuthzOptions {
  /**
   * Whether the body is sent as bytes. As text, what is no UTF-8 is changed.
   *
   * @default false
   */
  readonly packAsBytes?: boolean;
}

/**
 * How an HTTP service is asked. Names of headers may begin or end with `*`.
 */
export interface HttpExtAuthzOptions extends ExtAuthzOptions {
  /**
   * What stands before the path of the request that is asked about.
   *
   * @default - nothing
   */
  readonly pathPrefix?: string;

  /**
   * Headers of the request that are sent along, besides Host, method, path, Content-Length and Authorization.
   *
   * @default - none
   */
  readonly includeRequestHeadersInCheck?: string[];

  /**
   * Headers that are added to what is sent.
   *
   * @default - none
   */
  readonly includeAdditionalHeadersInCheck?: { [name: string]: string };

  /**
   * Headers of an answer that agrees, which are put into the request.
   *
   * @default - none
   */
  readonly headersToUpstreamOnAllow?: string[];

  /**
   * Headers of an answer that agrees, which the client gets.
   *
   * @default - none
   */
  readonly headersToDownstreamOnAllow?: string[];

  /**
   * Headers of an answer that refuses, which the client gets. Its status and body it gets in any case.
   *
   * @default - none but those every answer has
   */
  readonly headersToDownstreamOnDeny?: string[];
}

/** Who is asked, as the app knows it. */
export type Asked =
  | { readonly kind: 'target'; readonly target: ICallTarget }
  | { readonly kind: 'beside'; readonly agent: OpenPolicyAgentSidecar };

/**
 * Somebody who decides about requests: a service of the app, one that others own (`MeshService.fromAttributes`), or a host outside of the
 * mesh (`ExternalService`).
 *
 * @see https://istio.io/latest/docs/reference/config/istio.mesh.v1alpha1/#MeshConfig-ExtensionProvider
 */
export class ExtAuthzProvider {
  /**
   * Asked by Envoy's gRPC service `envoy.service.auth.v3.Authorization`.
   *
   * Throws MSH011, MSH013 or MSH024 for a bad number, time or status; MSH028 for `packAsBytes` without a body; MSH053 for a blank
   * `failOpenReason`; MSH078 for what cannot be called; MSH465 for what does not speak gRPC, or has no proxy.
   *
   * @param target Who is asked.
   * @param options How, and what happens when there is no answer.
   */
  public static grpc(target: ICallTarget, options: GrpcExtAuthzOptions = {}): ExtAuthzProvider {
    checkPacked(target, options);
    return new ExtAuthzProvider({ kind: 'target', target }, settingsOf(target, askedAt(target, 'gRPC', options.port), options, undefined));
  }

  /**
   * Asked by a request with the method, path and host of the one that waits: 200 agrees, every other status is what the client gets.
   *
   * Throws MSH011, MSH013 or MSH024 for a bad number, time or status; MSH017 for a bad prefix; MSH020, MSH021 or MSH022 for a bad header;
   * MSH053 for a blank `failOpenReason`; MSH078 for what cannot be called; MSH465 for what does not speak HTTP, or has no proxy.
   *
   * @param target Who is asked.
   * @param options How, and what happens when there is no answer.
   */
  public static http(target: ICallTarget, options: HttpExtAuthzOptions = {}): ExtAuthzProvider {
    return new ExtAuthzProvider({ kind: 'target', target }, settingsOf(target, askedAt(target, 'HTTP', options.port), options, headersOf(options)));
  }

  /**
   * Open Policy Agent.
   *
   * Throws MSH011, MSH013 or MSH024 for a bad number, time or status; MSH028 for `packAsBytes` without a body; MSH053 for a blank
   * `failOpenReason`.
   *
   * @param agent Who is asked.
   * @param options How, and what happens when there is no answer.
   */
  public static opa(agent: OpenPolicyAgent, options: GrpcExtAuthzOptions = {}): ExtAuthzProvider {
    return ExtAuthzProvider.grpc(agent.service, options);
  }

  /**
   * Open Policy Agent in the pods of the services that it protects.
   *
   * Throws MSH011, MSH013 or MSH024 for a bad number, time or status; MSH028 for `packAsBytes` without a body; MSH053 for a blank
   * `failOpenReason`; MSH465 for a port at which it does not listen.
   *
   * @param agent Who is asked.
   * @param options How, and what happens when there is no answer.
   */
  public static opaSidecar(agent: OpenPolicyAgentSidecar, options: GrpcExtAuthzOptions = {}): ExtAuthzProvider {
    checkPacked(agent, options);
    const { port } = agent._asked;
    if (options.port !== undefined && options.port !== port.number) {
      fail(agent, 'MSH465', { what: 'OPA beside a service listens at one port', got: options.port, allowed: String(port.number), fix: 'leave it out' });
    }
    return new ExtAuthzProvider({ kind: 'beside', agent }, settingsOf(agent, agent._asked, options, undefined));
  }

  private constructor(
    /** @internal */
    public readonly _asked: Asked,
    /** @internal */
    public readonly _settings: ExtAuthz,
  ) {}
}

function checkPacked(at: Placed, { packAsBytes, body }: GrpcExtAuthzOptions): void {
  if (packAsBytes === undefined || body !== undefined) return;
  fail(at, 'MSH028', { what: '`packAsBytes` is about a body that is not sent', fix: 'give `body`, or leave it out' });
}

type Address = Pick<ExtAuthz, 'target' | 'port'>;

function settingsOf(at: Placed, asked: Address, options: GrpcExtAuthzOptions, http: CheckedHeaders | undefined): ExtAuthz {
  const { failOpenReason, body } = options;
  return {
    kind: 'extAuthz',
    ...asked,
    timeoutMs: options.timeout === undefined ? 1000 : checkSpan(options.timeout, 'timeout', {}, at),
    failOpenReason: failOpenReason === undefined ? undefined : checkReason(at, failOpenReason, 'letting requests pass when nobody decides'),
    statusOnError: options.statusOnError === undefined ? 403 : checkErrorStatus(options.statusOnError, 'statusOnError', at),
    body: body && _checkedBody(body, options.packAsBytes ?? false),
    http,
  };
}

function headersOf(options: HttpExtAuthzOptions): CheckedHeaders {
  const added = Object.entries(options.includeAdditionalHeadersInCheck ?? {}).map(([name, value]) =>
    [checkHeaderName(name, 'includeAdditionalHeadersInCheck'), checkHeaderValue(value, `the value of ${name}`)] as const);
  const names = (list: 'includeRequestHeadersInCheck' | 'headersToUpstreamOnAllow' | 'headersToDownstreamOnAllow' | 'headersToDownstreamOnDeny') =>
    sortedSet((options[list] ?? []).map((name) => headerPattern(name, list)));
  return {
    pathPrefix: options.pathPrefix === undefined ? undefined : checkPath(options.pathPrefix, 'pathPrefix'),
    inCheck: names('includeRequestHeadersInCheck'),
    addedToCheck: sortedRecord(Object.fromEntries(added)),
    upstreamOnAllow: names('headersToUpstreamOnAllow'),
    downstreamOnAllow: names('headersToDownstreamOnAllow'),
    downstreamOnDeny: names('headersToDownstreamOnDeny'),
  };
}

/** `x-*` and `*-id` stand for many; a star alone does not exist. */
function headerPattern(pattern: string, what: string): string {
  const [, before, name, behind] = /^(\*?)(.*?)(\*?)$/s.exec(String(pattern))!;
  if (before !== '' && behind !== '') return checkHeaderName(pattern, what);
  return `${before}${checkHeaderName(name, what)}${behind}`;
}
