import assert from 'node:assert';
import type { TestContext } from 'node:test';
import { Case } from './case';
import { type Failure, judge, told } from './judge';
import type { KubeObject } from '../mesh/kube';
import type { Mesh } from '../mesh/mesh';

/** What the judge says of tables and manifests that are wrong on purpose: without this, nobody knows that it can say anything. */
export async function judgeBroken(t: TestContext, mesh: Mesh, bookinfo: Case): Promise<void> {
  await t.test('a wrong line fails, and tells what came, on which way, by which manifests', async () => {
    const wrong = new Case('wrong', bookinfo.objects, 'backend POST /api/other → 200 database');
    const message = await told(mesh, wrong, await judge(mesh, wrong)) ?? '';
    for (const part of [
      /^1 requests went another way than their lines say$/m,
      /^backend POST http:\/\/database\.bookinfo:8080\/api\/other \(expectations\.txt:1\)$/m,
      /^ {2}expected {4}200 of database$/m,
      /^ {2}came {8}403 of a proxy: RBAC: access denied: no application answered$/m,
      /^ {2}on the way {2}bookinfo\/backend-v1-\S+ outbound: 403, route default, cluster outbound\|8080\|v1\|database\.bookinfo\.svc\.cluster\.local/m,
      /^ {14}bookinfo\/database-v1-\S+ inbound: 403, .*refused because no AuthorizationPolicy allows it, caller ns\/bookinfo\/sa\/backend$/m,
      /^ {2}manifests {3}AuthorizationPolicy bookinfo\/database-callers$/m,
      /^ {14}Sidecar bookinfo\/backend$/m,
      /^ {14}VirtualService bookinfo\/database$/m,
    ]) assert.match(message, part);
    assert.ok(message.length < 2_000, `${message.length} characters`);
  });

  await t.test('a refusal that the application has heard of fails', async () => {
    const wrong = new Case('wrong', bookinfo.objects, 'backend POST /api/query [x-test-reset: always] → 503 database');
    assert.match((await judge(mesh, wrong)).map(({ reason }) => reason).join(), /^the application received it [1-9] times$/);
  });

  await t.test('manifests that are too open, too closed, or for another caller fail', async () => {
    await mesh.apply([deny(bookinfo, 'database'), withOtherCaller(bookinfo, 'ratings-callers')]);
    await mesh.delete(bookinfo.objects.filter(({ kind, metadata }) => kind === 'AuthorizationPolicy' && metadata.name === 'deny-all'));
    const failures = await judge(mesh, bookinfo);
    const about = (service: string) => failures.filter(({ request }) => request.url.startsWith(`http://${service}.`));
    // without deny-all nothing says who may call those whom nobody calls
    assertFailures(about('productpage'), /^\S+ (GET|POST|PUT|DELETE) \S+$/, 'an application answered');
    assertFailures(about('backend'), /^\S+ (GET|POST|PUT|DELETE) \S+$/, 'an application answered');
    assertFailures(about('database'), /^backend (GET|POST) http:\/\/database\.bookinfo:8080\/api\/query$/, 'no application answered');
    assertFailures(about('ratings').filter(({ request }) => request.caller.startsWith('reviews')), /^reviews(-v3)? GET \S+$/, 'no application answered');
    assertFailures(about('ratings').filter(({ request }) => !request.caller.startsWith('reviews')), /^stranger GET \S+$/, 'an application answered');
    assert.deepStrictEqual(about('reviews'), []);
    assert.match((await told(mesh, bookinfo, about('database')))!, /refused by rule 0 of AuthorizationPolicy bookinfo\/closed/);
  });
}

function assertFailures(failures: readonly Failure[], about: RegExp, reason: string): void {
  assert.ok(failures.length > 0, 'nothing failed');
  for (const failure of failures) {
    const { caller, method, url } = failure.request;
    assert.match(`${caller} ${method} ${url}`, about);
    assert.strictEqual(failure.reason, reason);
  }
}

function deny({ objects }: Case, service: string): KubeObject {
  const { metadata } = objects.find(({ kind, metadata: { name } }) => kind === 'Service' && name === service)!;
  return {
    apiVersion: 'security.istio.io/v1',
    kind: 'AuthorizationPolicy',
    metadata: { name: 'closed', namespace: metadata.namespace },
    spec: { action: 'DENY', selector: { matchLabels: { app: service } }, rules: [{}] },
  };
}

/** Everybody whom the policy names is somebody else now. */
function withOtherCaller({ objects }: Case, name: string): KubeObject {
  const policy: KubeObject = structuredClone(objects.find(({ kind, metadata }) => kind === 'AuthorizationPolicy' && metadata.name === name)!);
  for (const rule of policy.spec.rules) for (const { source } of rule.from) source.principals = [`cluster.local/ns/${policy.metadata.namespace}/sa/stranger`];
  return policy;
}
