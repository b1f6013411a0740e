import { isIP } from 'node:net';
import { CelEnv, celEnv, CelFunc, celFunc, CelInput, celMethod, CelScalar, isCelError, mapType, parse, plan } from '@bufbuild/cel';
import { strings } from '@bufbuild/cel/ext';

const { BOOL, DYN, STRING } = CelScalar;

/** What Kubernetes adds to CEL, as far as the kept schemas use it. */
const KUBERNETES: CelFunc[] = [
  celFunc('isIP', [STRING], BOOL, (text) => isIP(text) !== 0),
  celFunc('isURL', [STRING], BOOL, (text) => schemeOf(text) !== undefined),
  celFunc('url', [STRING], mapType(STRING, STRING), (text) => {
    const scheme = schemeOf(text);
    if (scheme === undefined) throw new Error(`no URL: ${text}`);
    return { scheme };
  }),
  celMethod('getScheme', mapType(STRING, DYN), [], STRING, function () {
    return String(this.get('scheme'));
  }),
];

const environment: CelEnv = celEnv({ funcs: [...strings, ...KUBERNETES] });
const plans = new Map<string, (bindings: any) => unknown>();

/**
 * Why a rule refuses a value, or undefined if it holds. A rule that cannot be evaluated (it reads a field that is not there) does
 * not hold, as in the API server.
 */
export function refusal(rule: string, self: CelInput): string | undefined {
  if (!plans.has(rule)) plans.set(rule, plan(environment, parse(rule)) as any);
  const answer = plans.get(rule)!({ self });
  if (answer === true) return undefined;
  return isCelError(answer) ? `${rule} (${answer.message})` : rule;
}

/** Fields whose names are words of the language are written with underscores in rules. */
export function celFieldName(name: string): string {
  return RESERVED.has(name) ? `__${name}__` : name.replace(/__/g, '__underscores__').replace(/[.\-/]/g, (sign) => SIGNS[sign]);
}

const SIGNS: Record<string, string> = { '.': '__dot__', '-': '__dash__', '/': '__slash__' };

const RESERVED = new Set([
  'true', 'false', 'null', 'in', 'as', 'break', 'const', 'continue', 'else', 'for', 'function', 'if', 'import', 'let', 'loop',
  'package', 'namespace', 'return', 'var', 'void', 'while',
]);

/** Go's ParseRequestURI: an absolute URL, or an absolute path (whose scheme is empty). */
function schemeOf(text: string): string | undefined {
  if (text.startsWith('/')) return '';
  const scheme = /^([a-zA-Z][a-zA-Z0-9+.-]*):/.exec(text)?.[1].toLowerCase();
  return scheme !== undefined && URL.canParse(text) ? scheme : undefined;
}

