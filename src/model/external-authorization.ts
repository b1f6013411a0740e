import type { Call } from './call';
import type { ExternalCall } from './external';
import type { Facts } from './facts';
import type { GatewayKey } from './gateway';
import type { MeshModel } from './model';
import type { Origin } from './origin';
import { problem } from './problem';
import type { Port, Service, ServiceKey } from './service';
import type { PathPattern } from './traffic';
import { canonical, ordinal, sortedBy, sortedSet } from '../support/compare';
import type { Problem } from '../support/errors';

export type ProtectedSubject =
  | { readonly kind: 'service'; readonly service: ServiceKey; readonly ports: readonly Port[] }
  | { readonly kind: 'gateway'; readonly gateway: GatewayKey };

/** Requests go on where an extension provider agrees. A part that is undefined is not restricted; a list is never empty. */
export interface Protection {
  /** Name of the extension provider. */
  readonly provider: string;
  readonly subject: ProtectedSubject;
  readonly methods: readonly string[] | undefined;
  readonly paths: readonly PathPattern[] | undefined;
  /** Where nobody is asked; may be empty. */
  readonly exceptPaths: readonly PathPattern[];
  readonly origin: Origin;
}

/** All that a proxy asks by gRPC, as one who is asked names it in its policy. */
const CHECK = { methods: ['POST'], paths: [{ kind: 'exact', value: '/envoy.service.auth.v3.Authorization/Check' }] } as const;

/** Who waits for a decision must be let to whoever decides. */
export function askingCalls(facts: Pick<Facts, 'extensionProviders' | 'protections' | 'settings'>, services: ReadonlyMap<ServiceKey, Service>): Call[] {
  return asking(facts).flatMap(({ does: { target, port, http }, protection: { subject, origin } }) => {
    if (target.kind !== 'service') return [];
    const caller = askerOf(subject, facts, services);
    // an ambient node's proxy reads no requests
    const narrow = http === undefined && services.get(target.service)?.dataPlane !== 'AMBIENT';
    const operation = narrow ? { ...CHECK, ports: [port] } : { methods: undefined, paths: undefined, ports: [port] };
    return caller === undefined ? [] : [{ caller, callee: target.service, operation, origin }];
  });
}

/** The same where a host outside decides. */
export function askingExternalCalls(facts: Pick<Facts, 'extensionProviders' | 'protections'>): ExternalCall[] {
  return asking(facts).flatMap(({ does: { target, port }, protection: { subject, origin } }) =>
    (target.kind === 'external' && subject.kind === 'service' ? [{ caller: subject.service, external: target.external, ports: [port], origin }] : []));
}

function asking({ extensionProviders, protections }: Pick<Facts, 'extensionProviders' | 'protections'>) {
  if (protections.length === 0) return [];
  const deciding = new Map(extensionProviders.flatMap(({ name, does }) => (does.kind === 'extAuthz' ? [[name, does] as const] : [])));
  return protections.flatMap((protection) => {
    const does = deciding.get(protection.provider);
    return does === undefined ? [] : [{ does, protection }];
  });
}

/** Whose proxies ask about the requests to it. */
export function askerOf(
  subject: { readonly kind: 'service'; readonly service: ServiceKey } | { readonly kind: 'gateway' }, { settings }: Pick<Facts, 'settings'>, services: ReadonlyMap<ServiceKey, Service>,
): Call['caller'] | undefined {
  if (subject.kind === 'gateway') {
    const { namespace, serviceAccountName, labels } = settings.ingressGateway;
    return { kind: 'gateway', identity: { namespace, serviceAccountName }, podLabels: labels };
  }
  const service = services.get(subject.service);
  return service && { kind: 'service', service: service.key, identity: service.identity };
}

type Declared = Pick<Facts, 'extensionProviders' | 'protections' | 'settings'>;

export function externalAuthorizationProblems(model: MeshModel, facts: Declared): Problem[] {
  return [...sameNames(facts), ...severalProviders(model, facts), ...circles(facts)];
}

/** There is one configuration for the mesh: of two providers of one name, one would be lost. */
function sameNames({ extensionProviders }: Declared): Problem[] {
  return sortedSet(extensionProviders.map(({ name }) => name)).flatMap((name) => {
    const [, ...others] = sortedBy(extensionProviders.filter((provider) => provider.name === name), ({ origin }) => origin.path);
    return others.map(({ origin }) => problem(origin, 'MSH462', { what: 'the mesh has another extension provider of this name', got: name, fix: 'give it another id' }));
  });
}

/** Istio denies everything where the policies of a workload name several. All gateways run in the same pods. */
function severalProviders(model: MeshModel, { protections, settings }: Declared): Problem[] {
  const workloadOf = ({ subject }: Protection) => (subject.kind === 'service' ? `service ${subject.service}` : canonical(settings.ingressGateway));
  return sortedSet(protections.map(workloadOf)).flatMap((workload) => {
    const about = sortedBy(protections.filter((protection) => workloadOf(protection) === workload), ({ origin }) => origin.path);
    const providers = sortedSet(about.map(({ provider }) => provider));
    if (providers.length < 2) return [];
    const name = about[0].subject.kind === 'service' ? about[0].subject.service : `the pods of gateways ${[...model.gateways.keys()].join(', ')}`;
    return [problem(about[1].origin, 'MSH463', {
      what: `${name} would be judged by several providers, for which Istio denies everything`, got: providers, fix: 'let one provider decide, and it may ask others',
    })];
  });
}

/** Whoever decides may not wait for a decision that waits for its own. */
function circles({ extensionProviders, protections }: Declared): Problem[] {
  const asks = new Map<ServiceKey, { readonly next: ServiceKey; readonly origin: Origin }[]>();
  const targets = new Map(extensionProviders.flatMap(({ name, does }) =>
    (does.kind === 'extAuthz' && does.target.kind === 'service' ? [[name, does.target.service] as const] : [])));
  for (const { provider, subject, origin } of sortedBy(protections, canonical)) {
    const next = targets.get(provider);
    if (subject.kind === 'service' && next !== undefined) asks.set(subject.service, [...asks.get(subject.service) ?? [], { next, origin }]);
  }
  return [...asks].sort(([a], [b]) => ordinal(a, b)).flatMap(([start, of]) => {
    const seen = new Set<ServiceKey>();
    for (const left = of.map(({ next }) => next); left.length > 0;) {
      const service = left.pop()!;
      if (service === start) {
        return [problem(of[0].origin, 'MSH464', {
          what: `${start} decides about requests, and requests to it wait for a decision that needs it`, fix: 'leave what decides unprotected: its policy says who may ask it',
        })];
      }
      if (!seen.has(service)) left.push(...(asks.get(service) ?? []).map(({ next }) => next));
      seen.add(service);
    }
    return [];
  });
}
