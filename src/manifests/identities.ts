import type { Identity } from './admission';
import { grouped, type Manifests } from './manifests';
import type { Place } from './policies';
import type { Workload } from './workload';

/** Pods that call, as far as is known of them: those of a gateway that lies outside have no object. */
export interface Caller extends Place {
  readonly name: string;
  /** Undefined for those that lie outside. */
  readonly workload: Workload | undefined;
}

/** The identity that a value of a policy means, if it means a single one. */
export function identityOf(attribute: string, value: string, ownNamespace: string): Identity | undefined {
  if (/^(source\.(p|notP)rincipals|when source\.principal)$/.test(attribute)) {
    const [, namespace, account] = /^(?:[^*]*|\*)\/ns\/([^/*]+)\/sa\/([^/*]+)$/.exec(value) ?? [];
    return namespace === undefined ? undefined : { namespace, account };
  }
  if (!/^(source\.(s|notS)erviceAccounts|when source\.serviceAccount)$/.test(attribute)) return undefined;
  const [account, namespace = ownNamespace] = value.split('/').reverse();
  return { namespace, account };
}

/** The pods that run under an identity, those of gateways outside among them. */
export function podsRunningAs(manifests: Manifests, { namespace, account }: Identity): readonly Caller[] {
  return manifests.once('pods by account', () => grouped(callersOf(manifests), ({ key }) => key)).get(`${namespace}/${account}`) ?? [];
}

function callersOf({ workloads, surroundings }: Manifests): (Caller & { readonly key: string })[] {
  return [
    ...workloads.map((workload) => ({
      namespace: workload.namespace, labels: workload.labels, name: workload.name, workload, key: `${workload.namespace}/${workload.serviceAccountName}`,
    })),
    ...surroundings.gatewayWorkloads.map(({ namespace, labels, serviceAccountName }) => ({
      namespace, labels, name: serviceAccountName, workload: undefined, key: `${namespace}/${serviceAccountName}`,
    })),
  ];
}
