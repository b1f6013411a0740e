import { type Control, type Judgement, ofServices, together } from './control';
import type { CalleePort } from '../access';

/** A port is identified with its users where each of them is named. */
export const allowedServices: Control = {
  section: '1.2.5',
  title: 'services, protocols and ports that are allowed are identified',
  beyond: 'that each of them has a business need, and was approved',
  judge: (environment) => ofServices(environment, ({ key, callee }) => together(callee.ports.map((port) => ofPort(key, port)))),
};

function ofPort(key: string, { port, protocol, access }: CalleePort): Judgement {
  const objects = access.flatMap(({ by }) => by?.object ?? []);
  const unnamed = access.filter(({ who }) => who.kind !== 'party');
  const place = `${key}:${port} (${protocol})`;
  if (unnamed.length > 0) {
    return { shown: [], against: unnamed.map(({ who, by }) => ({ what: `${place} is open to ${who.title}`, objects: by === undefined ? [] : [by.object] })) };
  }
  const names = [...new Set(access.map(({ who }) => who.title))];
  return { shown: [{ what: `${place} is open to ${names.join(', ') || 'nobody'}`, objects }], against: [] };
}
