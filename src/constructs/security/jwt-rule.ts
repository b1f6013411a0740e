import { type ClaimMatch } from './claim-match';
import type { JwtRule as JwtRuleFact } from '../../model/jwt';
import { checkExactlyOne, checkList, checkOnce } from '../../support/closed-set';
import { sortedBy, sortedSet } from '../../support/compare';
import { fail } from '../../support/errors';
import { checkCookieName, checkHeaderName, checkHeaderValue } from '../../support/http-header';
import { checkKeySet } from '../../support/json-web-key-set';
import { checkText } from '../../support/plain-text';
import { checkQueryName } from '../../support/query-parameter';
import { checkKeysUrl } from '../../support/web-url';

/**
 * A header that carries the token.
 */
export interface JwtHeader {
  /**
   * Name of the header.
   */
  readonly name: string;

  /**
   * What stands before the token, with the space: `Bearer `.
   *
   * @default - nothing
   */
  readonly prefix?: string;
}

/**
 * Properties of a `JwtRule`: who issues the tokens, and what they must say.
 */
export interface JwtRuleProps {
  /**
   * Who issues the tokens: exactly the text of their claim `iss`. `https://id.example.com` and `https://id.example.com/` are two.
   */
  readonly issuer: string;

  /**
   * Where the control plane reads the issuer's public keys. `https:`, or `http:` for a service of the cluster.
   *
   * @default - none; give this or `jwks`
   */
  readonly jwksUri?: string;

  /**
   * The issuer's public keys themselves, a JSON Web Key Set. They do not change when the issuer changes its own.
   *
   * @default - none; give this or `jwksUri`
   */
  readonly jwks?: string;

  /**
   * For whom a token must be made: one of these. Without it, a token for any other application of the issuer would open this one.
   */
  readonly audiences: string[];

  /**
   * Headers in which the token is looked for. Where this, `fromParams` or `fromCookies` is given, nothing else is looked at.
   *
   * @default - `Authorization: Bearer …`, and the query parameter `access_token`
   */
  readonly fromHeaders?: JwtHeader[];

  /**
   * Query parameters in which the token is looked for. Addresses end up in logs: prefer headers.
   *
   * @default - `Authorization: Bearer …`, and the query parameter `access_token`
   */
  readonly fromParams?: string[];

  /**
   * Cookies in which the token is looked for.
   *
   * @default - `Authorization: Bearer …`, and the query parameter `access_token`
   */
  readonly fromCookies?: string[];

  /**
   * Whether the service sees the token. It must where the service passes it on to others that need it.
   *
   * @default false
   */
  readonly forwardOriginalToken?: boolean;

  /**
   * A header in which the service finds the token's content, in base64url.
   *
   * @default - none
   */
  readonly outputPayloadToHeader?: string;

  /**
   * Headers in which the service finds single claims, from the header's name to the claim's. A dot leads into a claim: `a.b` is `b` in
   * `a`. Where the claim is missing the header is taken away, so that callers cannot make it up.
   *
   * @default - none
   */
  readonly outputClaimToHeaders?: { [header: string]: string };

  /**
   * What a token must say, all of it.
   *
   * @default - nothing more than that it is valid
   */
  readonly claims?: ClaimMatch[];
}

/**
 * Which tokens of one issuer are accepted, and what they must say.
 *
 * @example
 *
 * JwtRule.of({
 *   issuer: 'https://id.example.com',
 *   jwksUri: 'https://id.example.com/.well-known/jwks.json',
 *   audiences: ['shop'],
 *   claims: [ClaimMatch.of('groups', ['staff', 'admin'])],
 * });
 *
 * @see https://istio.io/latest/docs/reference/config/security/request_authentication/#JWTRule
 */
export class JwtRule {
  /**
   * Accepts tokens of one issuer.
   *
   * Throws MSH001 for an empty list; MSH009 for a blank text; MSH015 for a name used twice; MSH016 unless exactly one of `jwksUri` and
   * `jwks` is given; MSH020 or MSH021 for a bad header; MSH023 for a bad parameter; MSH034 for a bad `jwksUri`; MSH035 for a bad key set;
   * MSH036 for a private key; MSH037 for an issuer with a wildcard.
   *
   * @param props Who issues the tokens, by which keys they are checked, for whom they are made, and what they must say.
   */
  public static of(props: JwtRuleProps): JwtRule {
    checkExactlyOne({ jwksUri: props.jwksUri, jwks: props.jwks }, 'a rule for tokens');
    return new JwtRule({
      issuer: checkIssuer(props.issuer),
      ...(props.jwksUri === undefined ? {} : { jwksUri: checkKeysUrl(props.jwksUri, 'jwksUri') }),
      ...(props.jwks === undefined ? {} : { jwks: checkKeySet(props.jwks, 'jwks') }),
      audiences: sortedSet(checkList(props.audiences, 'audiences', 'name the audience that tokens for this service have').map((one) => checkText(one, 'an audience'))),
      ...places(props),
      ...outputs(props),
      claims: props.claims === undefined ? [] : checkList(props.claims, 'claims', 'give a condition, or leave it out').map((claim) => claim._claim),
    });
  }

  private constructor(
    /** @internal */
    public readonly _rule: JwtRuleFact,
  ) {}
}

function checkIssuer(issuer: string): string {
  if (checkText(issuer, 'the issuer') !== issuer.trim()) fail(undefined, 'MSH009', { what: 'the issuer has white space at its ends', got: issuer });
  if (issuer.includes('*')) fail(undefined, 'MSH037', { what: 'the issuer cannot be a wildcard', got: issuer, fix: 'write one rule for each issuer' });
  return issuer;
}

function places({ fromHeaders, fromParams, fromCookies }: JwtRuleProps): Pick<JwtRuleFact, 'fromHeaders' | 'fromParams' | 'fromCookies'> {
  return {
    fromHeaders: each(fromHeaders, 'fromHeaders').map(({ name, prefix }) => ({
      name: checkHeaderName(name, 'a header of fromHeaders'),
      ...(prefix === undefined ? {} : { prefix: checkPrefix(prefix) }),
    })),
    fromParams: each(fromParams, 'fromParams').map((name) => checkQueryName(name, 'a parameter of fromParams')),
    fromCookies: each(fromCookies, 'fromCookies').map((name) => checkCookieName(name, 'a cookie of fromCookies')),
  };
}

/** A space at its end is what separates it from the token. */
function checkPrefix(prefix: string): string {
  checkHeaderValue(typeof prefix === 'string' ? prefix.replace(/ $/, '') : prefix, 'the prefix of the token');
  return prefix;
}

function outputs(props: JwtRuleProps): Pick<JwtRuleFact, 'forwardOriginalToken' | 'outputPayloadToHeader' | 'outputClaimToHeaders'> {
  const claims = Object.entries(props.outputClaimToHeaders ?? {}).map(([header, claim]) => ({
    header: checkHeaderName(header, 'a header of outputClaimToHeaders'),
    claim: checkText(claim, `the claim for header ${header}`),
  }));
  const payload = props.outputPayloadToHeader === undefined ? [] : [checkHeaderName(props.outputPayloadToHeader, 'outputPayloadToHeader')];
  checkOnce([...payload, ...claims.map((claim) => claim.header)], 'a header', 'give each claim a header of its own');
  return {
    forwardOriginalToken: props.forwardOriginalToken ?? false,
    ...(payload.length === 0 ? {} : { outputPayloadToHeader: payload[0] }),
    outputClaimToHeaders: sortedBy(claims, (claim) => claim.header),
  };
}

function each<T>(given: readonly T[] | undefined, what: string): T[] {
  return given === undefined ? [] : checkList(given, what, 'name a place, or leave it out');
}
