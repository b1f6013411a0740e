import { edgeWithoutSni } from '../../../src/analysis/rules/edge-without-sni';
import { ingress } from '../delivery-objects';
import { objects, service } from '../objects';
import { ruleTest } from '../rule-test';

const PREFIX = 'nginx.ingress.kubernetes.io/';
const edge = (annotations: Readonly<Record<string, string>>) => {
  const one = ingress('shop', { service: 'istio-ingressgateway', annotations: Object.fromEntries(Object.entries(annotations).map(([name, value]) => [`${PREFIX}${name}`, value])) });
  return { ...one, metadata: { ...one.metadata, namespace: 'istio-system' } };
};

ruleTest(edgeWithoutSni, {
  valid: [
    { name: 'with a name', objects: objects(edge({ 'backend-protocol': 'HTTPS', 'proxy-ssl-server-name': 'on' })) },
    { name: 'plaintext', objects: objects(edge({})) },
    { name: 'not to a gateway', objects: objects(ingress('shop', { annotations: { [`${PREFIX}backend-protocol`]: 'HTTPS' } }), service('cart')) },
  ],
  invalid: [
    {
      name: 'without',
      objects: objects(edge({ 'backend-protocol': 'HTTPS', 'proxy-ssl-server-name': 'off' })),
      findings: [{ at: `Ingress istio-system/shop metadata.annotations[${PREFIX}backend-protocol]`, message: 'unnamed' }],
    },
  ],
});
