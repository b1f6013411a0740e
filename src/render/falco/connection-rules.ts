import { type CheckRule, CONNECTION } from './check-rule';
import { all, any, podLabels } from './pods';
import { type Watch } from './watch';
import { declaredPorts } from '../../model/declared-ports';
import type { Service } from '../../model/service';

/**
 * Ways around the proxy, and ways that nobody declared. An application's call shows the address it asked for, before the pod's network
 * sends it to the proxy: that it goes around can be told by who calls, never by where.
 */
export function connectionRules(watch: Watch): CheckRule[] {
  const { word, sidecars, meshed } = watch;
  const elsewhere = `not ${word('to_itself')}`;
  return [
    ...(sidecars.length === 0 ? [] : [{
      check: 'CONNECTION_AROUND_PROXY' as const,
      title: 'Connection around the proxy',
      desc: 'A program with the user or group of the proxy, but not the proxy, connects: the pod sends this past the proxy, without mutual TLS and policies.',
      condition: [any([word('connected'), word('sent')]), `k8s.ns.name in (${word('sidecar_namespaces')})`, word('proxy_identity'), `not ${word('proxy_program')}`, elsewhere],
      shows: CONNECTION,
      priority: 'CRITICAL' as const,
      tags: ['network', 'mitre_exfiltration', 'T1048'],
    }]),
    ...undeclaredConnection(watch),
    ...(meshed.length === 0 ? [] : [{
      check: 'DATAGRAM_AROUND_PROXY' as const,
      title: 'Datagram around the proxy',
      desc: 'The mesh carries TCP only: datagrams leave the pod as they are, and only questions for names are expected.',
      condition: [
        word('sent'), `k8s.ns.name in (${word('mesh_namespaces')})`, 'fd.l4proto = udp', `not fd.sport in (${word('dns_ports')})`, `not ${word('proxy_program')}`, elsewhere,
      ],
      shows: CONNECTION,
      priority: 'WARNING' as const,
      tags: ['network', 'mitre_exfiltration', 'T1048'],
    }]),
    ...(sidecars.length === 0 ? [] : [{
      check: 'PROXY_ASKED' as const,
      title: 'Proxy asked by its application',
      desc: 'An application connects to where its proxy is administered, debugged or ended.',
      condition: [word('connected'), `k8s.ns.name in (${word('sidecar_namespaces')})`, word('to_itself'), `fd.sport in (${word('proxy_ports')})`, `not ${word('proxy_program')}`],
      shows: CONNECTION,
      priority: 'NOTICE' as const,
      tags: ['network', 'mitre_discovery', 'T1046'],
    }]),
  ];
}

/** By namespace, so that most events are done with after one comparison. */
function undeclaredConnection({ model, word }: Watch): CheckRule[] {
  const byNamespace = new Map<string, string[]>();
  for (const service of model.services.values()) {
    const ports = service.owned ? declaredPorts(model, service) : undefined;
    if (ports === undefined) continue;
    byNamespace.set(service.namespace, [...byNamespace.get(service.namespace) ?? [], toOthers(service, ports)]);
  }
  if (byNamespace.size === 0) return [];
  const watched = [...byNamespace].map(([namespace, services]) => all([`k8s.ns.name = ${namespace}`, any(services)]));
  return [{
    check: 'UNDECLARED_CONNECTION',
    title: 'Connection that nobody declared',
    desc: 'A service connects to a port that none of the services and hosts has that it was declared to call.',
    condition: [word('connected'), 'fd.l4proto = tcp', `not ${word('proxy_program')}`, `not ${word('to_itself')}`, any(watched)],
    shows: CONNECTION,
    priority: 'WARNING',
    tags: ['network', 'mitre_command_and_control', 'T1571'],
  }];
}

function toOthers(service: Service, ports: readonly number[]): string {
  return all([...podLabels(service), `not fd.sport in (${ports.join(', ')})`]);
}
