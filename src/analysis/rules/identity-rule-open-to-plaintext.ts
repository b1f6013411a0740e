import { dataPlaneOf } from '../../manifests/data-plane';
import type { Manifest } from '../../manifests/manifest';
import type { Manifests } from '../../manifests/manifests';
import { acceptedTls } from '../../manifests/mutual-tls';
import { workloadsOf } from '../../manifests/policies';
import { isAboutIdentity, valuesOf } from '../../manifests/rule-attributes';
import type { Workload } from '../../manifests/workload';
import { defineRule } from '../rule';

export const identityRuleOpenToPlaintext = defineRule({
  code: 'MSH271',
  name: 'identity-rule-open-to-plaintext',
  severity: 'error',
  summary: 'policy that callers escape by calling in plaintext',
  fix: 'Require mutual TLS (STRICT), or allow the callers by name instead of excluding others.',
  upstream: ['KIA0105'],
  reads: ['security.istio.io/AuthorizationPolicy', 'security.istio.io/PeerAuthentication', '/Namespace'],
  messages: {
    escapes: 'who calls {workload} in plaintext has no identity, so {attribute} does not concern him, and plaintext is accepted there',
  },
  check: (manifests, report) => {
    for (const policy of manifests.ofKind('security.istio.io/AuthorizationPolicy')) {
      const { action = 'ALLOW', rules } = policy.spec;
      if (action !== 'ALLOW' && action !== 'DENY') continue;
      // who has no identity is in none of the lists: DENY of a list lets him through, and so does ALLOW of all others
      const escaped = valuesOf(rules).filter(({ attribute, isNegative }) => isAboutIdentity(attribute) && isNegative === (action === 'ALLOW'));
      if (escaped.length === 0) continue;
      const open = workloadsOf(manifests, policy).find((workload) => acceptsPlaintext(manifests, workload));
      if (open === undefined) continue;
      for (const { rule, attribute, path } of escaped) {
        if (!requiresIdentity(policy, rule, action)) report(policy, path, 'escapes', { workload: `${open.namespace}/${open.name}`, attribute: attribute.replace('when ', '') });
      }
    }
  },
});

/** An ALLOW rule that names somebody, too, lets nobody in who has no name. */
function requiresIdentity({ spec }: Manifest<any>, rule: number, action: string): boolean {
  return action === 'ALLOW' && valuesOf(spec.rules).some((one) => one.rule === rule && isAboutIdentity(one.attribute) && !one.isNegative);
}

/** Only what is said counts: where nothing is, the root namespace may say it in other manifests. */
function acceptsPlaintext(manifests: Manifests, workload: Workload): boolean {
  if (dataPlaneOf(manifests, workload) === 'none') return false;
  const accepted = acceptedTls(manifests, workload, 0);
  return accepted !== undefined && accepted.mode !== 'STRICT' && (accepted.policy !== undefined || manifests.surroundings.complete);
}
