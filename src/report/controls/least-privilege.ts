import { type Control, type Judgement, ofServices, type ProtectedService, together } from './control';
import type { Protocol } from '../../manifests/protocol';
import { isReadAsHttp } from '../../simulation/outbound-hosts';
import type { Access } from '../access';
import { type Operations, wordsOf } from '../rule-parts';

/** What each account of a workload may do. */
export const leastPrivilege: Control = {
  section: '7.2.5',
  title: 'application accounts have the least privileges that they need',
  beyond: 'that what is allowed is needed; accounts of people, of Kubernetes and of databases; reviews of all of them',
  judge: (environment) => ofServices(environment, (service) => together(service.callee.ports.flatMap(({ access, protocol }) =>
    access.map((one) => ofAccess(service, one, protocol as Protocol))))),
};

/** Where nobody reads requests, who may connect is all that can be said. */
function ofAccess({ key }: ProtectedService, { who, port, operations, by }: Access, protocol: Protocol): Judgement {
  const isRead = isReadAsHttp(protocol);
  const what = `${who.title} may ${isRead ? `ask ${key}:${port} for ${wordsOf(operations)}` : `connect to ${key}:${port} (${protocol})`}`;
  const statement = { what, objects: by === undefined ? [] : [by.object] };
  return who.kind === 'party' && (!isRead || isNarrow(operations)) ? { shown: [statement], against: [] } : { shown: [], against: [statement] };
}

function isNarrow({ methods, paths }: Operations): boolean {
  return methods.length + paths.length > 0;
}
