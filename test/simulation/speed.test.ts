import { manifestsOf, SHOP } from './ask';
import { simulate } from '../../src/simulation/simulate';

const SERVICES = 1_000;
const ASKED = 20_000;
/** A second on an idle core is enough for twice as many; this machine may have other work. */
const LEAST_PER_SECOND = 10_000;

/** Each service with a policy, routes to two versions, and a namespace for every ten of them. */
function mesh(): string {
  return Array.from({ length: SERVICES }, (_, index) => {
    const name = `s${index}`;
    const namespace = `n${Math.floor(index / 10)}`;
    const at = `metadata: {name: ${name}, namespace: ${namespace}}`;
    const template = (version: string) =>
      `apiVersion: apps/v1\nkind: Deployment\nmetadata: {name: ${name}-${version}, namespace: ${namespace}}\nspec: {selector: {matchLabels: {app: ${name}}}, template: {metadata: {labels: {app: ${name}, version: ${version}}}, spec: {serviceAccountName: ${name}, containers: [{name: c, image: c}]}}}`;
    return [
      ...(index % 10 === 0 ? [`apiVersion: v1\nkind: Namespace\nmetadata: {name: ${namespace}, labels: {istio-injection: enabled}}`] : []),
      `apiVersion: v1\nkind: Service\n${at}\nspec: {selector: {app: ${name}}, ports: [{name: http, port: 80, targetPort: 8080}]}`,
      template('v1'),
      template('v2'),
      `apiVersion: security.istio.io/v1\nkind: AuthorizationPolicy\n${at}\nspec: {selector: {matchLabels: {app: ${name}}}, rules: [{from: [{source: {principals: [cluster.local/ns/n0/sa/s0, "*/sa/s1"]}}], to: [{operation: {methods: [GET], paths: ["/api/*", "/x/{*}/y"]}}]}]}`,
      `apiVersion: networking.istio.io/v1\nkind: DestinationRule\n${at}\nspec: {host: ${name}, subsets: [{name: v1, labels: {version: v1}}, {name: v2, labels: {version: v2}}]}`,
      `apiVersion: networking.istio.io/v1\nkind: VirtualService\n${at}\nspec: {hosts: [${name}], http: [{match: [{headers: {x-env: {regex: "canary.*"}}}], route: [{destination: {host: ${name}, subset: v2}}]}, {route: [{destination: {host: ${name}, subset: v1}}]}]}`,
    ].join('\n---\n');
  }).join('\n---\n');
}

test(`${LEAST_PER_SECOND} requests a second on one core`, () => {
  const manifests = manifestsOf(mesh());
  const questions = Array.from({ length: ASKED }, (_, index) => {
    const to = (index * 7) % SERVICES;
    const from = index % 20;
    return {
      from: `n${Math.floor(from / 10)}/s${from}`,
      to: `http://s${to}.n${Math.floor(to / 10)}/api/${index}`,
      headers: (index % 3 === 0 ? { 'x-env': 'canary-1' } : {}) as Readonly<Record<string, string>>,
    };
  });
  for (const question of questions.slice(0, 2_000)) simulate(manifests, question);
  const before = process.cpuUsage();
  const decisions = questions.map((question) => simulate(manifests, question).outcomes.length);
  const { user, system } = process.cpuUsage(before);
  expect(decisions.filter((outcomes) => outcomes > 0)).toHaveLength(ASKED);
  expect(ASKED / ((user + system) / 1_000_000)).toBeGreaterThan(LEAST_PER_SECOND);
});

test('the shop is asked as fast as it is small', () => {
  const manifests = manifestsOf(SHOP);
  expect(simulate(manifests, { from: 'shop/a', to: 'b' }).outcomes).toHaveLength(2);
});
