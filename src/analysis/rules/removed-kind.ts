import { groupOf } from '../../manifests/manifest';
import { defineRule } from '../rule';

/** Groups and kinds of Istio that it reads no more, and what took their place. */
const REMOVED: Readonly<Record<string, string>> = {
  'rbac.istio.io/ClusterRbacConfig': 'AuthorizationPolicy',
  'rbac.istio.io/RbacConfig': 'AuthorizationPolicy',
  'rbac.istio.io/ServiceRole': 'AuthorizationPolicy',
  'rbac.istio.io/ServiceRoleBinding': 'AuthorizationPolicy',
  'authentication.istio.io/Policy': 'PeerAuthentication and RequestAuthentication',
  'authentication.istio.io/MeshPolicy': 'PeerAuthentication',
};

export const removedKind = defineRule({
  code: 'MSH311',
  name: 'removed-kind',
  severity: 'error',
  summary: 'kind that Istio reads no more',
  fix: 'Write what it says as the kind that took its place.',
  upstream: ['IST0002'],
  reads: [],
  messages: {
    object: 'Istio reads no {kind}: what this says is not enforced; use {replacement}',
    definition: 'Istio reads no {kind}: its definition is not needed',
  },
  check: (manifests, report) => {
    for (const manifest of manifests.all) {
      const { apiVersion, kind, spec } = manifest;
      const replacement = REMOVED[`${groupOf(apiVersion)}/${kind}`];
      if (replacement !== undefined) report(manifest, '', 'object', { kind, replacement });
      if (kind !== 'CustomResourceDefinition') continue;
      const { group, names }: { readonly group?: unknown; readonly names?: { readonly kind?: unknown } } = spec;
      if (REMOVED[`${String(group)}/${String(names?.kind)}`] !== undefined) report(manifest, 'spec.names.kind', 'definition', { kind: String(names?.kind) });
    }
  },
});
