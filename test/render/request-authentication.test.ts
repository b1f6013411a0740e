import { accepted, aGateway, aJwt, aMesh, aService } from './a-mesh';
import { REQUEST_AUTHENTICATION } from '../../src/render/kinds';
import { renderGatewayToken, renderServiceToken } from '../../src/render/request-authentication';

const services = [aService('shop/orders')];

test('tokens are read as declared, issuer by issuer', () => {
  const rules = [
    {
      issuer: 'https://b',
      jwksUri: 'https://b/jwks',
      audiences: ['y', 'x'],
      fromHeaders: [{ name: 'x-token', prefix: 'Token ' }, { name: 'x-other' }],
      fromParams: ['token'],
      fromCookies: ['session'],
      forwardOriginalToken: true,
      outputPayloadToHeader: 'x-payload',
      outputClaimToHeaders: [{ header: 'x-sub', claim: 'sub' }],
    },
    { issuer: 'https://a', jwks: '{"keys":[]}' },
  ];
  const spec = accepted(REQUEST_AUTHENTICATION, renderServiceToken(aMesh({ services, jwt: [aJwt('shop/orders', rules)] }), 'shop/orders'));
  expect(spec).toStrictEqual({
    selector: { matchLabels: { app: 'orders' } },
    jwtRules: [
      { issuer: 'https://a', jwks: '{"keys":[]}' },
      {
        issuer: 'https://b',
        audiences: ['x', 'y'],
        jwksUri: 'https://b/jwks',
        fromHeaders: [{ name: 'x-token', prefix: 'Token ' }, { name: 'x-other' }],
        fromParams: ['token'],
        fromCookies: ['session'],
        forwardOriginalToken: true,
        outputPayloadToHeader: 'x-payload',
        outputClaimToHeaders: [{ header: 'x-sub', claim: 'sub' }],
      },
    ],
  });
});

test('a gateway reads the tokens of all its requirements, each once', () => {
  const of = (...hosts: string[]) => aJwt({ kind: 'gateway', gateway: 'shop/edge', hosts }, [{ issuer: 'https://a' }]);
  const model = aMesh({ gateways: [aGateway('shop/edge', [{}])], jwt: [of('a.example.com'), of('b.example.com')] });
  expect(accepted(REQUEST_AUTHENTICATION, renderGatewayToken(model, 'shop/edge'))).toStrictEqual({
    selector: { matchLabels: { istio: 'ingress' } }, jwtRules: [{ issuer: 'https://a' }],
  });
});

test('without a rule there is nothing to read', () => {
  expect(() => renderServiceToken(aMesh({ services }), 'shop/orders')).toThrow('no issuer');
});
