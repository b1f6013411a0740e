import type { MeshSettings } from '../model/mesh';
import type { Identity } from '../model/service';

type TrustDomain = Pick<MeshSettings, 'trustDomain'>;

/** One workload as AuthorizationPolicies name it: its SPIFFE identity without `spiffe://`. */
export function principal(identity: Identity, { trustDomain }: TrustDomain): string {
  return `${trustDomain}/ns/${identity.namespace}/sa/${identity.serviceAccountName}`;
}

/** Every workload of a namespace: the slash before the asterisk keeps `shop-test` out of what is meant for `shop`. */
export function namespacePrincipals(namespace: string, { trustDomain }: TrustDomain): string {
  return `${trustDomain}/ns/${namespace}/*`;
}
