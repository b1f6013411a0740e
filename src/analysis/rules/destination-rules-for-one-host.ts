import { visibleTogether } from '../../manifests/export-to';
import { fullHost } from '../../manifests/hosts';
import type { DestinationRuleSpec } from '../../manifests/kinds/destination-rule';
import { idOf, type Manifest, titleOf } from '../../manifests/manifest';
import { grouped } from '../../manifests/manifests';
import { sameContent } from '../../support/compare';
import { defineRule } from '../rule';

export const destinationRulesForOneHost = defineRule({
  code: 'MSH233',
  name: 'destination-rules-for-one-host',
  severity: 'warning',
  summary: 'two DestinationRules that say different things of one host',
  fix: 'Merge them into one DestinationRule.',
  upstream: ['KIA0201'],
  reads: ['networking.istio.io/DestinationRule'],
  messages: {
    policy: '{other} has a traffic policy for {host}, too: proxies follow that of the older rule and ignore the other',
    subset: '{other} defines subset {subset} of {host}, too: proxies follow the older definition and ignore the other',
  },
  check: (manifests, report) => {
    const hostOf = ({ metadata, spec }: Rule) => fullHost(spec.host, metadata.namespace, manifests.surroundings.clusterDomain);
    const groups = grouped(manifests.ofKind('networking.istio.io/DestinationRule'), (rule) => `${rule.metadata.namespace} ${hostOf(rule)}`);
    for (const rules of groups.values()) {
      for (const rule of rules.length < 2 ? [] : rules) {
        const others = rules.filter((other) => other !== rule && meet(rule, other));
        const other = others.find(({ spec }) => spec.trafficPolicy !== undefined && rule.spec.trafficPolicy !== undefined);
        if (other !== undefined) report(rule, 'spec.trafficPolicy', 'policy', { host: hostOf(rule), other: titleOf(idOf(other)) });
        (rule.spec.subsets ?? []).forEach(({ name }, index) => {
          const twin = others.find(({ spec }) => spec.subsets?.some((subset) => subset.name === name));
          if (twin !== undefined) report(rule, `spec.subsets[${index}]`, 'subset', { host: hostOf(rule), subset: name, other: titleOf(idOf(twin)) });
        });
      }
    }
  },
});

type Rule = Manifest<DestinationRuleSpec>;

function meet(a: Rule, b: Rule): boolean {
  const scope = ({ metadata: { namespace }, spec: { exportTo } }: Rule) => ({ exportTo, namespace });
  return visibleTogether(scope(a), scope(b)) && sameContent(a.spec.workloadSelector?.matchLabels, b.spec.workloadSelector?.matchLabels);
}
