import { isPseudoHeader } from '../support/field-name';

/** Headers of a request: names in lower case, several values of one name joined as the proxy joins them to compare. */
export type Headers = ReadonlyMap<string, string>;

export function headersOf(given: Readonly<Record<string, string>>): Map<string, string> {
  const headers = new Map<string, string>();
  for (const name in given) headers.set(name.toLowerCase(), given[name]);
  return headers;
}

export interface HeaderChanges {
  readonly set?: Readonly<Record<string, string>>;
  readonly add?: Readonly<Record<string, string>>;
  readonly remove?: readonly string[];
}

/** What the proxy makes of headers: removes first, then replaces, then adds. `:authority` and the like are changed elsewhere. */
export function changed(headers: Headers, { set = {}, add = {}, remove = [] }: HeaderChanges): Headers {
  const result = new Map(headers);
  for (const name of remove) if (!isPseudoHeader(name)) result.delete(name.toLowerCase());
  for (const name in set) if (!isPseudoHeader(name)) result.set(name.toLowerCase(), set[name]);
  for (const name in add) {
    const before = result.get(name.toLowerCase());
    if (!isPseudoHeader(name)) result.set(name.toLowerCase(), before === undefined ? add[name] : `${before},${add[name]}`);
  }
  return result;
}

/** The host that changes of headers ask for. */
export function authorityIn({ set = {}, add = {} }: HeaderChanges): string | undefined {
  const find = (given: Readonly<Record<string, string>>) => Object.entries(given).find(([name]) => /^(:authority|host)$/i.test(name))?.[1];
  return find(set) ?? find(add);
}
