import { type CheckRule, PROCESS } from './check-rule';
import { type Watch } from './watch';

/** Programs that nobody expects where they are started. */
export function processRules({ word, sidecars, proxies, model }: Watch): CheckRule[] {
  const named = `k8s.ns.name in (${word('namespaces')})`;
  // without the CNI plugin, pods begin with a container that sets the rules
  const settingUp = model.settings.cni ? [] : ['not container.name = istio-init'];
  return [
    {
      check: 'FIREWALL_CHANGED',
      title: 'Firewall rules touched in a pod',
      desc: 'A program that changes which connections reach the proxy was started in a pod.',
      condition: [word('spawned'), named, `proc.name in (${word('firewall_programs')})`, ...settingUp],
      shows: PROCESS,
      priority: 'CRITICAL',
      tags: ['process', 'mitre_defense_evasion', 'T1562.004'],
    },
    ...(sidecars.length === 0 ? [] : [{
      check: 'PROXY_IDENTITY_TAKEN' as const,
      title: 'Program with the user of the proxy',
      desc: 'Connections of this user or group are not sent through the proxy, so nothing but the proxy may have it.',
      condition: [word('spawned'), `k8s.ns.name in (${word('sidecar_namespaces')})`, word('proxy_identity'), `not ${word('proxy_program')}`, `not ${word('runtime')}`],
      shows: PROCESS,
      priority: 'CRITICAL' as const,
      tags: ['process', 'mitre_defense_evasion', 'T1562.004'],
    }]),
    ...(proxies.length === 0 ? [] : [{
      check: 'PROCESS_IN_PROXY' as const,
      title: 'Unexpected program in a proxy',
      desc: 'A proxy runs its own programs and nothing else: whoever starts another one has its certificate at hand.',
      condition: [word('spawned'), word('proxy'), `not proc.exepath in (${word('proxy_executables')})`, `not ${word('runtime')}`],
      shows: PROCESS,
      priority: 'WARNING' as const,
      tags: ['process', 'mitre_execution', 'T1609'],
    }]),
    {
      check: 'SHELL_IN_CONTAINER',
      title: 'Shell in a container',
      desc: 'A shell was started that is not what the container begins with.',
      condition: [word('spawned'), named, `proc.name in (${word('shells')})`, 'proc.vpid != 1'],
      shows: PROCESS,
      priority: 'WARNING',
      tags: ['shell', 'mitre_execution', 'T1059.004'],
    },
  ];
}
