import { anObject } from '../../testing/an-object';
import { validateObject } from '../../testing/validate-object';
import { webhookProblems } from '../../testing/webhook-rules';

const TELEMETRY = 'telemetry.istio.io/v1 Telemetry';
const ENTRY = 'networking.istio.io/v1 WorkloadEntry';
const GROUP = 'networking.istio.io/v1 WorkloadGroup';
const PROXY = 'networking.istio.io/v1beta1 ProxyConfig';
const WASM = 'extensions.istio.io/v1alpha1 WasmPlugin';

/** What istiod says of them was read in its source (pkg/config/validation). */
describe('the webhook', () => {
  test.each([
    [TELEMETRY, '{ metrics: [{ providers: [{ name: "" }] }] }', 'spec.metrics[0].providers[0]: name is required'],
    [TELEMETRY, '{ tracing: [{ randomSamplingPercentage: 101 }] }', 'spec.tracing[0].randomSamplingPercentage: 101 is no percentage'],
    [TELEMETRY, '{ tracing: [{ customTags: { a: { literal: { value: "" } } } }] }', 'spec.tracing[0].customTags.a: the text must not be empty'],
    [TELEMETRY, '{ tracing: [{ customTags: { a: { header: { name: "" } } } }] }', 'spec.tracing[0].customTags.a: the header must be named'],
    [TELEMETRY, '{ tracing: [{}, {}] }', 'warning: spec.tracing: only the first is used'],
    [TELEMETRY, '{ tracing: [{ providers: [{ name: a }, { name: b }] }] }', 'warning: spec.tracing[0].providers: only the first is used'],
    [TELEMETRY, '{ selector: {} }', 'warning: spec.selector: no labels: it would apply to the whole namespace'],
    [ENTRY, '{ address: "" }', 'spec.address: is required'],
    [ENTRY, '{ network: a }', 'warning: spec.address: is not said, only the network'],
    [ENTRY, '{ address: a_b.c }', 'spec.address: a_b.c is no domain name (a_b)'],
    [ENTRY, '{ address: "unix:///a", ports: { http: 80 } }', 'spec.ports: a socket has none'],
    [ENTRY, '{ address: 10.0.0.1, ports: { A_: 80 } }', 'spec.ports.A_: A_ is no port name'],
    [GROUP, '{ template: {}, probe: { periodSeconds: 5 } }', 'spec.probe: needs httpGet, tcpSocket or exec'],
    [GROUP, '{ template: {}, probe: { httpGet: { port: 80, scheme: FTP } } }', 'spec.probe.httpGet.scheme: FTP is neither HTTP nor HTTPS'],
    [GROUP, '{ template: {}, probe: { exec: { command: [] } } }', 'spec.probe.exec: command is required'],
    [PROXY, '{ concurrency: -1 }', 'spec.concurrency: must not be negative'],
    [WASM, '{ url: a.b/c, vmConfig: { env: [{ name: A, value: a }, { name: A, value: b }] } }', 'spec.vmConfig.env: names must be unique'],
  ])('says of %s %s: %s', (type, spec, problem) => {
    expect(webhookProblems(anObject(type, spec))).toEqual([problem]);
  });

  test.each([
    [TELEMETRY, '{ selector: { matchLabels: { app: a } }, tracing: [{ providers: [{ name: zipkin }], randomSamplingPercentage: 100, customTags: { a: { literal: { value: a } }, b: { environment: { name: B } } } }] }'],
    [ENTRY, '{ address: a.example.com, ports: { http: 80 }, labels: { app: a } }'],
    [ENTRY, '{ address: "unix:///var/run/a" }'],
    [GROUP, '{ template: {}, probe: { httpGet: { port: 80, path: /, scheme: HTTPS, httpHeaders: [{ name: x-a, value: b }] } } }'],
    [PROXY, '{ concurrency: 0, selector: { matchLabels: { app: a } } }'],
    [WASM, '{ url: "oci://a.b/c:1", vmConfig: { env: [{ name: A, value: a }, { name: B, valueFrom: HOST }] } }'],
  ])('lets %s %s pass', (type, spec) => {
    expect(validateObject(anObject(type, spec))).toEqual([]);
    expect(webhookProblems(anObject(type, spec))).toEqual([]);
  });
});
