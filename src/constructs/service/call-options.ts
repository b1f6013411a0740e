import { needsRequestProxy } from './http-only';
import type { Operation } from '../../model/call';
import { isHttp, type Port, type Service } from '../../model/service';
import { checkWord } from '../../support/closed-set';
import { sortedSet } from '../../support/compare';
import { fail, type Placed } from '../../support/errors';
import { HttpMethod } from '../traffic/http-method';
import { type PathMatch } from '../traffic/path-match';

/**
 * What a caller may do.
 */
export interface CallOptions {
  /**
   * HTTP methods. An empty list is an error, never "all".
   *
   * @default - every method
   */
  readonly methods?: HttpMethod[];

  /**
   * Paths. An empty list is an error, never "all". Regular expressions cannot be enforced by an AuthorizationPolicy.
   *
   * @default - every path
   */
  readonly paths?: PathMatch[];

  /**
   * Ports of the callee's Service.
   *
   * @default - its HTTP ports where methods or paths are given, otherwise all of its ports
   */
  readonly ports?: number[];
}

interface Callee {
  readonly name: string;
  readonly ports: readonly Port[];
  /** Undefined outside of the mesh. */
  readonly dataPlane?: Service['dataPlane'];
}

/** The operation on a callee's ports; what it does not have or cannot enforce is refused here. */
export function operationOf(at: Placed, callee: Callee, options: CallOptions): Operation {
  const restricted = options.methods !== undefined || options.paths !== undefined;
  if (restricted && callee.dataPlane !== undefined) needsRequestProxy(at, { name: callee.name, dataPlane: callee.dataPlane }, 'a restriction to methods or paths');
  const requests = requestsOf(at, options);
  const ports = portsOf(at, callee, options.ports).filter((port) => options.ports !== undefined || !restricted || isHttp(port.protocol));
  const deaf = restricted ? ports.filter((port) => !isHttp(port.protocol)) : [];
  if (deaf.length > 0 || ports.length === 0) {
    fail(at, 'MSH056', {
      what: `methods and paths exist on HTTP ports only, and ${callee.name} has ${describe(deaf.length > 0 ? deaf : callee.ports)}`,
      fix: 'leave out methods and paths, name HTTP ports in `ports`, or declare the port with its real protocol: ServicePort.http(…)',
    });
  }
  return { ...requests, ports };
}

/** Which requests a policy is about. */
export function requestsOf(at: Placed, { methods, paths }: Pick<CallOptions, 'methods' | 'paths'>): Pick<Operation, 'methods' | 'paths'> {
  notEmpty(at, methods, 'methods');
  notEmpty(at, paths, 'paths');
  return {
    methods: methods && sortedSet(methods.map((method) => checkWord(method, Object.values(HttpMethod), 'method', at))),
    paths: paths && enforceable(at, paths),
  };
}

/** Ports by their number in the callee's Service, ordered. */
export function portsOf(at: Placed, callee: Pick<Callee, 'name' | 'ports'>, numbers: readonly number[] | undefined): Port[] {
  notEmpty(at, numbers, 'ports');
  const found = numbers === undefined ? callee.ports : [...new Set(numbers)].map((number) => callee.ports.find((port) => port.number === number)
    ?? fail(at, 'MSH055', { what: `${callee.name} has no such port`, got: number, allowed: describe(callee.ports), fix: 'name a port of the Service, not of the pod' }));
  return [...found].sort((a, b) => a.number - b.number);
}

/** Paths that a policy can name, each once. */
export function enforceable(at: Placed, paths: readonly PathMatch[]): NonNullable<Operation['paths']> {
  const patterns = new Map(paths.map((path) => [`${path._path.kind} ${path._path.value}`, path._path]));
  for (const pattern of patterns.values()) {
    if (pattern.kind === 'regex') {
      fail(at, 'MSH058', {
        what: 'an AuthorizationPolicy cannot match a regular expression', got: pattern.value, fix: 'use PathMatch.exact(), prefix() or subtree()',
      });
    }
  }
  return [...patterns.keys()].sort().map((key) => patterns.get(key)!);
}

function notEmpty(at: Placed, list: readonly unknown[] | undefined, name: string): void {
  if (list === undefined || list.length > 0) return;
  fail(at, 'MSH001', { what: `\`${name}\` is empty, which is neither all nor none`, got: [], fix: `name at least one, or leave \`${name}\` out to mean all` });
}

function describe(ports: readonly Port[]): string {
  return ports.map((port) => `${port.number} (${port.protocol})`).join(', ');
}
