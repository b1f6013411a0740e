import { Chart, Testing } from 'cdk8s';
import { Ecommerce, type EcommerceProps } from '../../src';
import { TokenIssuer } from '../mesh/tokens';

const issuer = TokenIssuer.create();

/** What a customer's token says. */
export const CLAIMS = { iss: 'https://auth.ecommerce.com', sub: 'user-1', aud: 'ecommerce-api', role: 'user', verified: 'true' };

/** A token of the issuer that the system trusts. */
export function token(claims: Record<string, unknown> = {}): string {
  return issuer.token({ ...CLAIMS, ...claims });
}

/** The e-commerce system, which takes the test's own keys: istiod has no network to fetch others. */
export function ecommerce(props: EcommerceProps = {}): any[] {
  const chart = new Chart(Testing.app(), 'ecommerce');
  new Ecommerce(chart, 'ecommerce', { ...props, jwks: issuer.jwks });
  return Testing.synth(chart);
}
