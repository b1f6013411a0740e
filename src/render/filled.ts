import { given } from './given';

/** Nothing instead of an object that says nothing: an empty one is a statement of its own to Istio, or refused. */
export function filled<T extends object>(fields: T): T | undefined {
  const said = given(fields);
  return Object.keys(said).length === 0 ? undefined : said;
}
