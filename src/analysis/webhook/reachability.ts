import { Report } from './report';

/** Rules that earlier rules leave nothing to do, as far as istiod looks. */
export function checkReachability(rules: any[], path: string, report: Report): void {
  const seen = new Set<string>();
  const earlier: any[] = [];
  const catchAll = rules.findIndex((rule) => (rule.match ?? []).length === 0);
  for (const [index, { match = [] }] of rules.entries()) {
    const at = `${path}[${index}]`;
    report.mention(catchAll < 0 || index <= catchAll, at, 'comes after a rule without matches');
    if (catchAll >= 0 && index >= catchAll) continue;
    for (const { name, ...conditions } of match) {
      const identity = stable(conditions);
      report.mention(!seen.has(identity), at, 'repeats an earlier match');
      seen.add(identity);
      if (!conditions.uri?.prefix) continue;
      report.mention(!earlier.some((other) => coversPrefix(other, conditions)), at, `an earlier match covers the prefix ${conditions.uri.prefix}`);
      earlier.push(conditions);
    }
  }
}

/** Whether an earlier match of a shorter prefix takes all that a later one asks for. */
function coversPrefix(earlier: any, later: any): boolean {
  if (earlier.uri.prefix === later.uri.prefix || !later.uri.prefix.startsWith(earlier.uri.prefix)) return false;
  if ((earlier.port ?? 0) !== (later.port ?? 0)) return false;
  // istiod takes a match without a method for one of GET.
  if (!startsAlike(shape(earlier.method) || 'exact:GET', shape(later.method) || 'exact:GET')) return false;
  if (!startsAlike(shape(earlier.authority), shape(later.authority))) return false;
  return ['headers', 'queryParams', 'withoutHeaders'].every((field) => coversMap(earlier[field] ?? {}, later[field] ?? {}));
}

function coversMap(earlier: any, later: any): boolean {
  const keys = Object.keys(earlier);
  return keys.length === Object.keys(later).length && keys.every((key) => key in later && startsAlike(shape(earlier[key]), shape(later[key])));
}

function startsAlike(earlier: string, later: string): boolean {
  return earlier.startsWith(later);
}

function shape(match: any): string {
  if (match?.exact) return `exact:${match.exact}`;
  return match?.prefix ? `prefix:${match.prefix}` : '';
}

/** The same text for the same content, in whatever order it was written. */
function stable(value: any): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(stable).join()}]`;
  return `{${Object.keys(value).sort().map((key) => `${key}:${stable(value[key])}`).join()}}`;
}
