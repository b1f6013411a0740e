import * as extensions from '../../imports/extensions.istio.io';
import * as networking from '../../imports/networking.istio.io';
import * as security from '../../imports/security.istio.io';
import * as telemetry from '../../imports/telemetry.istio.io';
import * as kinds from '../../src/render/kinds';

const generated: Record<string, { readonly GVK: object }> = {
  AUTHORIZATION_POLICY: security.AuthorizationPolicy,
  DESTINATION_RULE: networking.DestinationRule,
  ENVOY_FILTER: networking.EnvoyFilter,
  GATEWAY: networking.Gateway,
  PEER_AUTHENTICATION: security.PeerAuthentication,
  REQUEST_AUTHENTICATION: security.RequestAuthentication,
  SERVICE_ENTRY: networking.ServiceEntry,
  SIDECAR: networking.Sidecar,
  TELEMETRY: telemetry.Telemetry,
  TRAFFIC_EXTENSION: extensions.TrafficExtension,
  VIRTUAL_SERVICE: networking.VirtualService,
};

test.each(Object.entries(generated))('%s is what the generated class says', (name, { GVK }) => {
  expect((kinds as Record<string, unknown>)[name]).toEqual(GVK);
});

test('every kind of Istio is compared with its generated class', () => {
  const istio = Object.entries(kinds).filter(([, { apiVersion }]) => apiVersion.includes('istio.io')).map(([name]) => name);
  expect(istio.sort()).toEqual(Object.keys(generated));
});
