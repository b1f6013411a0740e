import { kongPlugin, type KongPlugin } from '../../../model/kong';
import { checkList, checkWord } from '../../../support/closed-set';
import { sortedSet } from '../../../support/compare';
import { fail } from '../../../support/errors';
import { checkText } from '../../../support/plain-text';
import { checkReason } from '../../../support/reason';

/**
 * What requests must look like.
 */
export interface KongRequestValidatorOptions {
  /**
   * JSON schema (draft 4) of the body, as JSON, with `type` at its top.
   */
  readonly bodySchema: string;

  /**
   * Types of content that are let through. Kong compares them with their parameters: `application/json; charset=utf-8` is another one.
   *
   * @default ['application/json']
   */
  readonly allowedContentTypes?: string[];
}

/**
 * Patterns of attacks.
 *
 * @see https://developer.konghq.com/plugins/injection-protection/
 */
export enum KongInjectionType {
  /** Parts of SQL statements. */
  SQL = 'sql',

  /** JavaScript. */
  JS = 'js',

  /** Includes that the server would run. */
  SSI = 'ssi',

  /** Short forms of XPath. */
  XPATH_ABBREVIATED = 'xpath_abbreviated',

  /** Long forms of XPath. */
  XPATH_EXTENDED = 'xpath_extended',

  /** Exceptions of Java. */
  JAVA_EXCEPTION = 'java_exception',
}

/**
 * Where attacks are looked for.
 */
export enum KongInjectionLocation {
  /** Path and query. */
  PATH_AND_QUERY = 'path_and_query',

  /** Headers. */
  HEADERS = 'headers',

  /** Body. */
  BODY = 'body',
}

/**
 * Which attacks are refused.
 */
export interface KongInjectionProtectionOptions {
  /**
   * What is looked for.
   *
   * @default - all of them
   */
  readonly injectionTypes?: KongInjectionType[];

  /**
   * Where it is looked for.
   *
   * @default - path, query and body
   */
  readonly locations?: KongInjectionLocation[];

  /**
   * Why attacks are only logged, and let through.
   *
   * @default - they are not: they are answered with 400
   */
  readonly logOnlyReason?: string;
}

export function requestValidatorOf({ bodySchema, allowedContentTypes = ['application/json'] }: KongRequestValidatorOptions): KongPlugin {
  return kongPlugin('request-validator', {
    version: 'draft4',
    body_schema: checkSchema(bodySchema),
    allowed_content_types: sortedSet(checkList(allowedContentTypes, 'allowedContentTypes', 'name a type').map((type) => checkText(type, 'a type of content'))),
    verbose_response: false,
  }, {
    withoutEnterprise: 'with open source, requests are validated by an external authorization of the gateway that reads the body, or by the service',
    restrictable: true,
  });
}

/** Kong wants `type` at the top; what a schema means beyond that, it says itself. */
function checkSchema(text: string): string {
  const type = typeof text === 'string' ? topType(text) : undefined;
  if (type !== undefined) return text;
  return fail(undefined, 'MSH435', { what: '`bodySchema` is not a JSON schema', got: text, allowed: 'JSON: { "type": "object", … }' });
}

function topType(text: string): string | undefined {
  try {
    const { type } = (JSON.parse(text) ?? {}) as { type?: unknown };
    return typeof type === 'string' && ['object', 'array', 'string', 'number', 'integer', 'boolean', 'null'].includes(type) ? type : undefined;
  } catch {
    return undefined;
  }
}

export function injectionProtectionOf(options: KongInjectionProtectionOptions): KongPlugin {
  const types = options.injectionTypes ?? Object.values(KongInjectionType);
  const locations = options.locations ?? [KongInjectionLocation.BODY, KongInjectionLocation.PATH_AND_QUERY];
  const reasons = options.logOnlyReason === undefined ? [] : [checkReason(undefined, options.logOnlyReason, 'letting attacks through')];
  return kongPlugin('injection-protection', {
    injection_types: sortedSet(checkList(types, 'injectionTypes', 'name at least one').map((type) => checkWord(type, Object.values(KongInjectionType), 'type of injection'))),
    locations: sortedSet(checkList(locations, 'locations', 'name at least one').map((place) => checkWord(place, Object.values(KongInjectionLocation), 'location'))),
    enforcement_mode: reasons.length === 0 ? 'block' : 'log_only',
    error_status_code: 400,
  }, { reasons, withoutEnterprise: 'with open source, a WebApplicationFirewall on the gateway refuses attacks' });
}
