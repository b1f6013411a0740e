import { filled } from './filled';
import { given, listed } from './given';
import { matchBlocks, stringMatch } from './http-match';
import { type Variant, variantsOf } from './http-variants';
import type { Spec } from './spec';
import type { VirtualServiceSpecHttp } from '../../imports/networking.istio.io';
import type { PlannedDestination, PlannedRoute } from '../model/route';
import type { Protocol } from '../model/service';
import type { CorsPolicy, Fault, HeaderChanges, Mirror, RetryPolicy } from '../model/traffic';
import { sortedRecord } from '../support/compare';
import { durationText } from '../support/duration';

export type HttpSpec = Spec<VirtualServiceSpecHttp>;

/** Where the requests of a route go, and on which port of the mesh they are asked. */
export interface HttpPlace {
  /** Fully qualified: short names are resolved in the namespace of the object. */
  readonly host: string;
  readonly port: number;
  readonly protocol: Protocol;
  /** Undefined: on every port. */
  readonly matchPort: number | undefined;
  readonly suffix: string;
}

/** The entries that say what one route means, in order. */
export function renderHttpRoute(route: PlannedRoute, place: HttpPlace): HttpSpec[] {
  return variantsOf(route, place.protocol).map((variant) => given<HttpSpec>({
    name: `${route.name}${variant.suffix}${place.suffix}`,
    match: matchBlocks({ ...route.match, path: variant.path, methods: variant.methods }, place.matchPort),
    ...action(route, variant, place),
    corsPolicy: route.cors && cors(route.cors),
    headers: route.headers && headers(route.headers),
  }));
}

/** Names are how other tools find an entry: the second of one name gets a number. */
export function uniquelyNamed(entries: readonly HttpSpec[]): HttpSpec[] {
  const taken = new Set<string>();
  return entries.map((entry) => {
    let name = entry.name!;
    for (let number = 2; taken.has(name); number++) name = `${entry.name}-${number}`;
    taken.add(name);
    return { ...entry, name };
  });
}

/** Istio refuses rewrites and faults beside redirects and direct responses, and would ignore retries and timeouts. */
function action(route: PlannedRoute, variant: Variant, place: HttpPlace): HttpSpec {
  const { target } = route;
  switch (target.kind) {
    case 'redirect': return { redirect: given({ ...(variant.redirect ?? target.redirect) }) };
    case 'directResponse': {
      const { status, body } = target.response;
      return { directResponse: given({ status, body: body === undefined ? undefined : { string: body } }) };
    }
    case 'destinations': return {
      route: target.destinations.map((to, _index, { length }) => given({
        destination: destination(place, to.version),
        weight: length === 1 ? undefined : to.weight,
        headers: cookie(to),
      })),
      rewrite: rewrite(route, variant),
      timeout: route.timeoutMs === 0 ? undefined : durationText(route.timeoutMs),
      retries: retries(variant.retries),
      fault: route.fault && fault(route.fault),
      mirrors: variant.mirror && mirrors(variant.mirror, place),
    };
  }
}

function destination(place: HttpPlace, subset: string | undefined) {
  return given({ host: place.host, subset, port: { number: place.port } });
}

function cookie({ setCookie }: PlannedDestination) {
  return setCookie === undefined ? undefined : { response: { add: { 'Set-Cookie': setCookie } } };
}

function rewrite(route: PlannedRoute, { rewritten }: Variant): HttpSpec['rewrite'] {
  const authority = route.rewrite?.authority;
  return rewritten === undefined && authority === undefined ? undefined : given({ ...rewritten, authority });
}

/** Always written out: without it the mesh's own policy retries twice, and an empty list of conditions means that policy's list. */
function retries({ attempts, perTryTimeoutMs, retryOn }: RetryPolicy): HttpSpec['retries'] {
  if (attempts === 0 || retryOn.length === 0) return { attempts: 0 };
  return given({
    attempts,
    perTryTimeout: perTryTimeoutMs === undefined ? undefined : durationText(perTryTimeoutMs),
    // Istio splits at commas and refuses spaces
    retryOn: retryOn.join(','),
  });
}

function fault({ delay, abort }: Fault): HttpSpec['fault'] {
  return given({
    delay: delay && { fixedDelay: durationText(delay.fixedDelayMs), percentage: { value: delay.percentage } },
    abort: abort && given({ httpStatus: abort.httpStatus, grpcStatus: abort.grpcStatus, percentage: { value: abort.percentage } }),
  });
}

function mirrors({ version, percentage }: Mirror, place: HttpPlace): HttpSpec['mirrors'] {
  return [{ destination: destination(place, version), percentage: { value: percentage } }];
}

function cors(policy: CorsPolicy): HttpSpec['corsPolicy'] {
  return given({
    allowOrigins: listed(policy.allowOrigins.map((origin) => (origin.kind === 'present' ? { regex: '.*' } : stringMatch(origin)))),
    allowMethods: listed(policy.allowMethods),
    allowHeaders: listed(policy.allowHeaders),
    exposeHeaders: listed(policy.exposeHeaders),
    maxAge: policy.maxAge,
    allowCredentials: policy.allowCredentials,
  });
}

function headers({ request, response }: HeaderChanges): HttpSpec['headers'] {
  return filled({ request: request && headerOperations(request), response: response && headerOperations(response) });
}

function headerOperations({ set, add, remove }: NonNullable<HeaderChanges['request']>) {
  return filled({
    set: set && filled(sortedRecord(set)),
    add: add && filled(sortedRecord(add)),
    remove: remove && listed(remove),
  });
}
