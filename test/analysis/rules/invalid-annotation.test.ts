import { invalidAnnotation } from '../../../src/analysis/rules/invalid-annotation';
import { object, objects, pods } from '../objects';
import { ruleTest } from '../rule-test';

const annotated = (annotations: object) => objects(pods('web', {}, { labels: { app: 'web' }, annotations }));
const AT = 'Deployment shop/web spec.template.metadata.annotations';
const bad = (name: string, value: string) => ({ name: `${name}: ${value}`, objects: annotated({ [name]: value }), findings: [{ at: `${AT}[${name}]`, message: 'invalid' }] });

ruleTest(invalidAnnotation, {
  valid: [
    {
      name: 'what they can have',
      objects: annotated({
        'sidecar.istio.io/interceptionMode': 'TPROXY',
        'status.sidecar.istio.io/port': '0',
        'traffic.sidecar.istio.io/includeInboundPorts': '*',
        'traffic.sidecar.istio.io/excludeOutboundPorts': '80, 443',
        'traffic.sidecar.istio.io/excludeInboundPorts': '',
        'traffic.sidecar.istio.io/excludeOutboundIPRanges': '10.0.0.0/8,fd00::/8',
        'traffic.sidecar.istio.io/includeOutboundIPRanges': '*',
        'prometheus.istio.io/merge-metrics': 'false',
        'readiness.status.sidecar.istio.io/periodSeconds': '5',
      }),
    },
    { name: 'where nobody reads it, which another rule looks at', objects: objects(object('v1', 'Service', 'web', { metadata: { name: 'web', namespace: 'shop', annotations: { 'status.sidecar.istio.io/port': 'x' } } })) },
  ],
  invalid: [
    { name: 'a port that is none', objects: annotated({ 'status.sidecar.istio.io/port': '70000' }), findings: [{ at: `${AT}[status.sidecar.istio.io/port]`, message: 'invalid', data: { name: 'status.sidecar.istio.io/port', value: '70000', allowed: 'the number of a port, or 0' } }] },
    bad('sidecar.istio.io/interceptionMode', 'redirect'),
    bad('traffic.sidecar.istio.io/excludeInboundPorts', '*'),
    bad('traffic.sidecar.istio.io/excludeOutboundPorts', '80;443'),
    bad('traffic.sidecar.istio.io/excludeOutboundIPRanges', '10.0.0.1'),
    bad('prometheus.istio.io/merge-metrics', 'yes'),
    bad('readiness.status.sidecar.istio.io/failureThreshold', '-1'),
  ],
});
