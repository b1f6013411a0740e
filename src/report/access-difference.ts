import type { Access, Exception } from './access';
import type { AccessMatrix } from './access-matrix';
import { type Operations, wordsOf } from './rule-parts';
import { isWithin, mayMeet } from './who';
import { grouped } from '../manifests/manifests';
import { ordinal } from '../support/compare';

/** That somebody may call what he might not, or the other way round. */
export interface AccessChange {
  readonly change: 'gained' | 'lost';
  readonly access: Access;
  /** Whether the service, or whoever calls, is new or gone, too. */
  readonly isNewService: boolean;
  /** What the same callers might before, or may still, in words. */
  readonly otherwise: readonly string[];
}

export function accessChanges(before: AccessMatrix, after: AccessMatrix): AccessChange[] {
  return [...uncovered(after, before, 'gained'), ...uncovered(before, after, 'lost')].sort(
    (a, b) =>
      ordinal(a.access.callee, b.access.callee) ||
      a.access.port - b.access.port ||
      ordinal(a.change, b.change) ||
      ordinal(a.access.who.title, b.access.who.title),
  );
}

/** What one matrix allows and the other does not. */
function uncovered(one: AccessMatrix, other: AccessMatrix, change: AccessChange['change']): AccessChange[] {
  const known = new Map(other.callees.map((callee) => [callee.key, callee]));
  return one.callees.flatMap(({ key, ports }) => {
    const byPort = grouped(known.get(key)?.ports.flatMap(({ access }) => access) ?? [], ({ port }) => String(port));
    return ports.flatMap(({ port, access }) => {
      const others = byPort.get(String(port)) ?? [];
      return joined(
        access.flatMap((each) => atomsOf(each).filter((atom) => !others.some((wide) => covers(wide, atom)))),
        access,
      ).map((each) => ({
        change,
        access: each,
        isNewService: !known.has(key),
        otherwise: [
          ...new Set(
            others
              .filter(({ who }) => mayMeet(who, each.who))
              .map((rule) => `${rule.who.title === each.who.title ? '' : `${rule.who.title}: `}${wordsWithExceptions(rule)}`),
          ),
        ],
      }));
    });
  });
}

/** `everything, but not DELETE /admin*` */
export function wordsWithExceptions({ operations, exceptions }: Access): string {
  return [wordsOf(operations), ...exceptions.map((denied) => `but not ${wordsOf(denied.operations)}`)].join(', ');
}

/** One method and one path each, so that several rules may cover what one allowed before. */
function atomsOf(access: Access): Access[] {
  const { methods, paths, hosts, conditions } = access.operations;
  const each = (values: readonly string[]) => (values.length === 0 ? [[]] : values.map((value) => [value]));
  return each(methods).flatMap((method) =>
    each(paths).flatMap((path) =>
      each(hosts).map((host) => ({ ...access, operations: { methods: method, paths: path, hosts: host, conditions } })),
    ),
  );
}

/** Atoms of one rule are told as one again. */
function joined(atoms: readonly Access[], order: readonly Access[]): Access[] {
  const rules = grouped(atoms, ({ who, by, pods, operations: { conditions } }) =>
    JSON.stringify([who.title, by?.object, by?.path, pods, conditions]),
  );
  const place = new Map(order.map(({ who }, index) => [who.title, index]));
  return [...rules.values()].flatMap(wholeOf).sort((a, b) => place.get(a.who.title)! - place.get(b.who.title)!);
}

function wholeOf(atoms: readonly Access[]): Access[] {
  const all = (field: 'methods' | 'paths' | 'hosts') => [...new Set(atoms.flatMap(({ operations }) => operations[field]))].sort();
  const operations: Operations = {
    methods: all('methods'),
    paths: all('paths'),
    hosts: all('hosts'),
    conditions: atoms[0].operations.conditions,
  };
  const size = Math.max(1, operations.methods.length) * Math.max(1, operations.paths.length) * Math.max(1, operations.hosts.length);
  return size === atoms.length ? [{ ...atoms[0], operations }] : [...atoms];
}

/** Whether a rule allows all that another does, of pods and requests and callers. */
export function covers(wide: Access, narrow: Access): boolean {
  return (
    isWithin(narrow.who, wide.who) &&
    (wide.pods.length === 0 || (narrow.pods.every((pod) => wide.pods.includes(pod)) && narrow.pods.length > 0)) &&
    operationsCover(wide.operations, narrow.operations) &&
    wide.exceptions.every((denied) => narrow.exceptions.some((own) => isDeniedWithin(denied, own)))
  );
}

function operationsCover(wide: Operations, narrow: Operations): boolean {
  return (
    allWithin(narrow.methods, wide.methods) &&
    allWithin(narrow.paths, wide.paths) &&
    allWithin(narrow.hosts, wide.hosts) &&
    wide.conditions.every(({ words }) => narrow.conditions.some((condition) => condition.words === words))
  );
}

function isDeniedWithin(denied: Exception, own: Exception): boolean {
  return isWithin(denied.who, own.who) && operationsCover(own.operations, denied.operations);
}

function allWithin(narrow: readonly string[], wide: readonly string[]): boolean {
  if (wide.length === 0) return true;
  return narrow.length > 0 && narrow.every((value) => wide.some((pattern) => isPatternWithin(value, pattern)));
}

/** Whether all that a pattern means is meant by another: `/a`, `/a*`, `*.b`, `/a/{*}/c`, `/a/{**}`. */
export function isPatternWithin(narrow: string, wide: string): boolean {
  if (narrow === wide || wide === '*') return true;
  if (wide.includes('{')) return isTemplateWithin(narrow, wide);
  if (narrow.includes('{')) return wide.endsWith('*') && narrow.slice(0, narrow.indexOf('{')).startsWith(wide.slice(0, -1));
  if (wide.endsWith('*')) return !narrow.startsWith('*') && narrow.replace(/\*$/, '').startsWith(wide.slice(0, -1));
  return wide.startsWith('*') && !narrow.endsWith('*') && narrow.replace(/^\*/, '').endsWith(wide.slice(1));
}

/** Only plain paths, and templates with fewer gaps, are known to be within one; `{**}` is not taken apart. */
function isTemplateWithin(narrow: string, wide: string): boolean {
  if (narrow.includes('*') && !narrow.includes('{')) return false;
  const [own, others] = [narrow.split('/'), wide.split('/')];
  const open = others.indexOf('{**}');
  if (open >= 0) return open === others.length - 1 && own.length > open && others.slice(0, open).every((part, index) => fits(own[index], part));
  return own.length === others.length && others.every((part, index) => fits(own[index], part));
}

function fits(part: string, pattern: string): boolean {
  return part === pattern || (pattern === '{*}' && part !== '{**}' && part !== '');
}
