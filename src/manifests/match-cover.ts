import type { HttpMatch, StringMatch } from './kinds/virtual-service';
import { selects } from './selectors';

/**
 * Whether every request of a later match is already taken by an earlier one. Where that cannot be told, as between two
 * regular expressions, it is not.
 */
export function covers(earlier: HttpMatch, later: HttpMatch): boolean {
  return coversUri(earlier, later)
    && implied(earlier.scheme, later.scheme)
    && implied(earlier.method, later.method)
    && implied(earlier.authority, later.authority)
    && allImplied(lowered(earlier.headers), lowered(later.headers))
    && allSame(lowered(earlier.withoutHeaders), lowered(later.withoutHeaders))
    && allImplied(earlier.queryParams, later.queryParams)
    && (earlier.port === undefined || earlier.port === later.port)
    && (!earlier.sourceNamespace || earlier.sourceNamespace === later.sourceNamespace)
    && selects(earlier.sourceLabels, later.sourceLabels ?? {})
    && coversGateways(earlier.gateways ?? [], later.gateways ?? []);
}

type Fields = Readonly<Record<string, unknown>>;

/** What a match asks for; its name is no condition. */
export function conditionsOf({ name: _name, statPrefix: _prefix, ...conditions }: Fields): Fields {
  return conditions;
}

function coversUri(earlier: HttpMatch, later: HttpMatch): boolean {
  if (earlier.uri === undefined || earlier.uri.prefix === '/' || earlier.uri.prefix === '') return true;
  if (later.uri === undefined || (later.ignoreUriCase && !earlier.ignoreUriCase)) return false;
  return earlier.ignoreUriCase ? implied(lowerCase(earlier.uri), lowerCase(later.uri)) : implied(earlier.uri, later.uri);
}

/** Whether what the later one matches, the earlier one matches, too. */
function implied(earlier: StringMatch | undefined, later: StringMatch | undefined): boolean {
  if (earlier === undefined) return true;
  if (later === undefined) return false;
  if (earlier.regex !== undefined) return earlier.regex === later.regex;
  if (earlier.exact !== undefined) return earlier.exact === later.exact;
  const start = earlier.prefix ?? '';
  return (later.exact ?? later.prefix)?.startsWith(start) ?? start === '';
}

type Matches = Readonly<Record<string, StringMatch>> | undefined;

function allImplied(earlier: Matches, later: Matches): boolean {
  return Object.entries(earlier ?? {}).every(([name, match]) => later?.[name] !== undefined && implied(match, later[name]));
}

/** What must be absent for the earlier match must be absent, word by word, for the later one. */
function allSame(earlier: Matches, later: Matches): boolean {
  return Object.entries(earlier ?? {}).every(([name, { exact, prefix, regex }]) => {
    const same = later?.[name];
    return same !== undefined && same.exact === exact && same.prefix === prefix && same.regex === regex;
  });
}

/** A match without gateways holds at all that the VirtualService is bound to. */
function coversGateways(earlier: readonly string[], later: readonly string[]): boolean {
  return earlier.length === 0 || (later.length > 0 && later.every((gateway) => earlier.includes(gateway)));
}

function lowered(matches: Matches): Matches {
  return matches === undefined ? undefined : Object.fromEntries(Object.entries(matches).map(([name, match]) => [name.toLowerCase(), match]));
}

/** Regular expressions stay: they are only ever compared as they are written. */
function lowerCase({ exact, prefix, regex }: StringMatch): StringMatch {
  return { exact: exact?.toLowerCase(), prefix: prefix?.toLowerCase(), regex };
}
