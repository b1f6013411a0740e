import { annotationsOfIstio } from '../../manifests/annotated';
import { istioAnnotation } from '../../manifests/istio-annotations';
import { defineRule } from '../rule';

export const invalidAnnotation = defineRule({
  code: 'MSH310',
  name: 'invalid-annotation',
  severity: 'error',
  summary: 'annotation of Istio with a value that injection refuses',
  fix: 'Write what the annotation can have: see the message.',
  upstream: ['IST0125'],
  reads: [],
  messages: {
    invalid: '{name} can be {allowed}, not {value}: pods are not made',
  },
  check: (manifests, report) => {
    for (const { manifest, kind, path, name, value } of annotationsOfIstio(manifests)) {
      const form = FORMS[name];
      if (form === undefined || istioAnnotation(name)?.kinds?.includes(kind) !== true || form.allows(value)) continue;
      report(manifest, path, 'invalid', { name, value, allowed: form.allowed });
    }
  },
});

interface Form {
  readonly allowed: string;
  readonly allows: (value: string) => boolean;
}

const isNumberTo = (most: number) => (value: string) => /^\d+$/.test(value) && Number(value) <= most;
const eachOf = (test: (value: string) => boolean) => (value: string) => value === '' || value.split(',').every((one) => test(one));
const COUNT: Form = { allowed: 'a number', allows: isNumberTo(2 ** 32 - 1) };
const PORTS: Form = { allowed: 'numbers of ports with commas', allows: eachOf((one) => isNumberTo(65535)(one.trim())) };
const ALL_PORTS: Form = { allowed: '* or numbers of ports with commas', allows: (value) => value === '*' || PORTS.allows(value) };
const isRange = (value: string) => /^(\d{1,3}(\.\d{1,3}){3}\/\d{1,2}|[\da-f:]*:[\da-f:.]*\/\d{1,3})$/i.test(value);
const RANGES: Form = { allowed: 'ranges like 10.0.0.0/8 with commas', allows: eachOf(isRange) };

/** Only the forms that can be told at sight. */
const FORMS: Readonly<Record<string, Form>> = {
  'sidecar.istio.io/interceptionMode': { allowed: 'REDIRECT, TPROXY or NONE', allows: (value) => ['REDIRECT', 'TPROXY', 'NONE'].includes(value) },
  'status.sidecar.istio.io/port': { allowed: 'the number of a port, or 0', allows: isNumberTo(65535) },
  'readiness.status.sidecar.istio.io/initialDelaySeconds': COUNT,
  'readiness.status.sidecar.istio.io/periodSeconds': COUNT,
  'readiness.status.sidecar.istio.io/failureThreshold': COUNT,
  'traffic.sidecar.istio.io/includeOutboundIPRanges': { allowed: '* or ranges like 10.0.0.0/8 with commas', allows: (value) => value === '*' || RANGES.allows(value) },
  'traffic.sidecar.istio.io/excludeOutboundIPRanges': RANGES,
  'traffic.sidecar.istio.io/includeInboundPorts': ALL_PORTS,
  'traffic.sidecar.istio.io/excludeInboundPorts': PORTS,
  'traffic.sidecar.istio.io/excludeOutboundPorts': PORTS,
  'prometheus.istio.io/merge-metrics': { allowed: 'true or false', allows: (value) => /^(1|t|T|TRUE|true|True|0|f|F|FALSE|false|False)$/.test(value) },
};
