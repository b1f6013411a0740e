import type { AuthorizationRule, Source } from './kinds/policies';
import type { Manifests } from './manifests';
import { isDryRun, policiesOf } from './policies';
import { valueTest } from './value-test';
import type { Workload } from './workload';

/** Who a caller proves to be. */
export interface Identity {
  readonly namespace: string;
  readonly account: string;
}

/**
 * Whether some request of a caller may be let in by the ALLOW policies for pods. What hangs on the request, on addresses or on
 * claims is taken for possible: `false` is certain. `undefined` is a caller without a certificate, who proves nothing.
 */
export function mayBeAdmitted(manifests: Manifests, callee: Workload, caller: Identity | undefined): boolean {
  const allowing = policiesOf(manifests, 'security.istio.io/AuthorizationPolicy', callee).filter((policy) => (policy.spec.action ?? 'ALLOW') === 'ALLOW' && !isDryRun(policy));
  if (allowing.length === 0) return true;
  const { trustDomain } = manifests.surroundings;
  return allowing.some(({ spec, metadata }) => (spec.rules ?? []).some((rule) => mayFulfil(rule, caller, metadata.namespace, trustDomain)));
}

function mayFulfil({ from = [], when = [] }: AuthorizationRule, caller: Identity | undefined, namespace: string, trustDomain: string): boolean {
  const isMeant = (source: Source) => isCaller(source, caller, namespace, trustDomain);
  return (from.length === 0 || from.some(({ source }) => isMeant(source ?? {}))) && when.every(({ key, values = [], notValues = [] }) => {
    switch (key) {
      case 'source.principal': return isMeant({ principals: values, notPrincipals: notValues });
      case 'source.namespace': return isMeant({ namespaces: values, notNamespaces: notValues });
      case 'source.serviceAccount': return isMeant({ serviceAccounts: values, notServiceAccounts: notValues });
      default: return true;
    }
  });
}

function isCaller(source: Source, caller: Identity | undefined, ownNamespace: string, trustDomain: string): boolean {
  if (caller === undefined) return [source.principals, source.namespaces, source.serviceAccounts].every((named = []) => named.length === 0);
  const { namespace, account } = caller;
  const principals = [...new Set([trustDomain, 'cluster.local'])].map((domain) => `${domain}/ns/${namespace}/sa/${account}`);
  const hasPrincipal = (values: readonly string[] = []) => values.some((value) => principals.some(valueTest(value)));
  const isIn = (values: readonly string[] = []) => values.some((value) => valueTest(value)(namespace));
  const runsAs = (values: readonly string[] = []) =>
    values.some((value) => (value.includes('/') ? value : `${ownNamespace}/${value}`) === `${namespace}/${account}`);
  const passes = (values: readonly string[] = [], test: (some: readonly string[]) => boolean) => values.length === 0 || test(values);
  return passes(source.principals, hasPrincipal) && passes(source.namespaces, isIn) && passes(source.serviceAccounts, runsAs)
    && !hasPrincipal(source.notPrincipals) && !isIn(source.notNamespaces) && !runsAs(source.notServiceAccounts);
}
