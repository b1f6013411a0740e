import { fail, type Placed } from './errors';
import { isFieldName } from './field-name';

/** What a query is sent as: names and values are compared before they are decoded. */
const NAME = /^(?:[A-Za-z0-9\-._~!$'()*+,;:@/?[\]]|%[0-9A-Fa-f]{2})+$/;
const VALUE = /^(?:[A-Za-z0-9\-._~!$'()*+,;:@/?[\]=]|%[0-9A-Fa-f]{2})+$/;

/** The name of a query parameter. */
export function checkQueryName(value: string, what: string, at?: Placed): string {
  return encoded(NAME, value, what, at, isFieldName);
}

/** The value of a query parameter. */
export function checkQueryValue(value: string, what: string, at?: Placed): string {
  return encoded(VALUE, value, what, at);
}

function encoded(characters: RegExp, value: string, what: string, at: Placed | undefined, also: (text: string) => boolean = () => true): string {
  if (typeof value === 'string' && value.length <= 1024 && characters.test(value) && also(value)) return value;
  return fail(at, 'MSH023', {
    what: `${what} is not part of a query`,
    got: value,
    allowed: 'letters, digits and punctuation as they are sent, anything else percent-encoded; no &, # and white space',
  });
}
