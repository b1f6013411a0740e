import type { ServiceSpec } from '../../manifests/kinds/core';
import { grouped } from '../../manifests/manifests';
import type { RemoteService } from '../../manifests/surroundings';
import { sameContent } from '../../support/compare';
import { defineRule } from '../rule';

export const serviceUnlikeInOtherCluster = defineRule({
  code: 'MSH377',
  name: 'service-unlike-in-other-cluster',
  severity: 'warning',
  summary: 'Service that says something else in another cluster of the mesh',
  fix: 'Give the Service the same type and the same ports in every cluster.',
  upstream: ['IST0170'],
  reads: ['/Service'],
  messages: {
    headless: 'it is {own} here, and {other} in cluster {cluster}: callers reach the pods of one of them only',
    type: 'its type is {own} here, and {other} in cluster {cluster}',
    ports: 'its ports are {own} here, and {other} in cluster {cluster}: requests to a port that one of them lacks fail there',
  },
  check: (manifests, report) => {
    const remote = grouped(manifests.surroundings.remoteServices, ({ namespace, name }) => `${namespace}/${name}`);
    if (remote.size === 0) return;
    for (const service of manifests.ofKind('/Service')) {
      const own = formOf(service.spec);
      for (const other of remote.get(`${service.metadata.namespace}/${service.metadata.name}`) ?? []) {
        const { cluster } = other;
        if (own.isHeadless !== other.isHeadless) report(service, 'spec.clusterIP', 'headless', { own: addressOf(own), other: addressOf(other), cluster });
        if (own.type !== other.type) report(service, 'spec.type', 'type', { own: own.type, other: other.type, cluster });
        if (!sameContent(sorted(own.ports), sorted(other.ports))) report(service, 'spec.ports', 'ports', { own: portsIn(own.ports), other: portsIn(other.ports), cluster });
      }
    }
  },
});

type Form = Pick<RemoteService, 'type' | 'isHeadless' | 'ports'>;

function formOf({ type = 'ClusterIP', clusterIP, ports = [] }: ServiceSpec): Form {
  return { type, isHeadless: clusterIP === 'None', ports: ports.map(({ name = '', port, protocol = 'TCP' }) => ({ name, port, protocol })) };
}

function addressOf({ isHeadless }: Pick<Form, 'isHeadless'>): string {
  return isHeadless ? 'without an address' : 'at an address of its own';
}

function sorted(ports: Form['ports']): Form['ports'] {
  return [...ports].sort((a, b) => a.port - b.port || (a.protocol < b.protocol ? -1 : 1));
}

function portsIn(ports: Form['ports']): string {
  return sorted(ports).map(({ name, port, protocol }) => `${port}/${protocol}${name === '' ? '' : ` ${name}`}`).join(', ') || 'none';
}
