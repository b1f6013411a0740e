import type { Edge, EdgePath } from './edge';
import type { GatewayRoute } from './gateway';
import type { KongAttachment } from './kong';
import type { KongFacts } from './plan-kong';
import { problem } from './problem';
import { sortedSet } from '../support/compare';
import type { Problem } from '../support/errors';

/** Names that stand for nothing, and consumers that nobody would know. */
export function checkKongNames(facts: KongFacts): Problem[] {
  return [...unknownRoutes(facts), ...unknownConsumers(facts), ...unreadCredentials(facts)];
}

function unknownRoutes({ edge, routes, attachments }: KongFacts): Problem[] {
  const passed = new Set(edge.hosts.map(({ host }) => host));
  const known = sortedSet(routes.filter(({ hosts }) => hosts.some((host) => passed.has(host))).map(({ id }) => id));
  return attachments.flatMap(({ routes: named = [], name, origin }) => named.filter((route) => !known.includes(route)).map((route) => problem(origin, 'MSH439', {
    what: `plugin ${name} is for a route that does not come through this edge`, got: route, allowed: known.join(', ') || 'none', fix: `use the name of a route of gateway ${edge.gateway}`,
  })));
}

function unknownConsumers({ attachments, consumers }: KongFacts): Problem[] {
  const known = sortedSet(consumers.map(({ name }) => name));
  return attachments.flatMap(({ consumers: named = [], name, origin }) => named.filter((consumer) => !known.includes(consumer)).map((consumer) => problem(origin, 'MSH440', {
    what: `plugin ${name} is for a consumer that nobody declared`, got: consumer, allowed: known.join(', ') || 'none', fix: 'declare him with kong.consumer(…)',
  })));
}

/** Whoever has only credentials that no plugin asks for is a stranger. */
function unreadCredentials({ attachments, consumers }: KongFacts): Problem[] {
  const read = sortedSet(attachments.flatMap(({ plugin }) => plugin.authenticatesBy ?? []));
  return consumers.filter(({ credentials }) => !read.includes('claim') && !credentials.some(({ type }) => read.includes(type))).map(({ name, credentials, origin }) => problem(origin, 'MSH442', {
    what: `no plugin reads a credential of ${name}`,
    got: credentials.map(({ type }) => type),
    allowed: read.join(', ') || 'none: no plugin finds out who calls',
    fix: 'give a credential of that type, or the edge a plugin that reads it',
  }));
}

/** Kong runs one plugin of a kind for a request, and a token is of one sort. */
export function twicePlugged(attachments: readonly KongAttachment[]): Problem[] {
  const first = new Map<string, KongAttachment>();
  return attachments.filter(({ everywhere }) => !everywhere).flatMap((attachment) => (attachment.consumers ?? ['']).flatMap((consumer) => {
    const { name, plugin: { plugin, takesToken }, routes, origin } = attachment;
    const place = takesToken ? 'token' : `${plugin} ${routes === undefined ? '' : 'route'} ${consumer}`;
    const other = first.get(place);
    if (other === undefined) first.set(place, attachment);
    return other === undefined || other.name === name ? [] : [problem(origin, 'MSH443', {
      what: plugin === other.plugin.plugin
        ? `${plugin} is asked for twice for the same requests${consumer === '' ? '' : ` of ${consumer}`}`
        : `${other.plugin.plugin} and ${plugin} both want the token of the same requests, and none would pass`,
      got: sortedSet([other.name, name]),
      fix: 'give one of them other routes or consumers, or make one of both',
    })];
  }));
}

/** Who the consumer is must be found out where it is asked. */
export function unknownCaller(attachments: readonly KongAttachment[]): Problem[] {
  if (attachments.some(({ plugin }) => plugin.authenticatesBy !== undefined)) return [];
  const asking = attachments.filter(({ plugin, consumers, everywhere, routes }) =>
    (plugin.asksForConsumers && !everywhere) || (consumers !== undefined && routes !== undefined));
  return asking.map(({ name, origin }) => problem(origin, 'MSH441', {
    what: `plugin ${name} asks who the consumer is, and no plugin finds it out there`,
    fix: 'add KongPlugin.jwt(…), keyAuth(…), oauth2(…) or openIdConnect(…) with a consumerClaim, or limit by KongLimitBy.ip()',
  }));
}

/** What one path has in common, Kong cannot tell apart. */
export function undistinguished(edge: Edge, host: string, path: EdgePath, routes: readonly GatewayRoute[]): Problem {
  return problem(edge.origin, 'MSH444', {
    what: `Kong tells requests apart by host and path only, and the gateway may send what comes for ${host}${path.value} to routes with different plugins`,
    got: routes.map(({ id }) => id),
    fix: 'give these routes the same plugins, or paths of their own without further conditions',
  });
}
