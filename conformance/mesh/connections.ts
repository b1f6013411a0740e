import { inNetwork, run } from './processes';

/** By which the agents of proxies hear of istiod: cutting these off would send every proxy everything anew. */
const ISTIOD = '15012';

/**
 * Ends every connection of pods. A proxy keeps some for the next request, and with them the rules and the address of their beginning; those
 * that were never used belong to no filter chain, and are never drained.
 */
export async function endConnections(nets: readonly string[]): Promise<void> {
  await Promise.all(nets.map(async (net) => {
    const before = await connections(net);
    await run(...inNetwork(net, 'ss', ['--kill', '--tcp', '--numeric', ...FILTER]));
    const left = new Set(await connections(net));
    const kept = before.filter((connection) => left.has(connection));
    if (kept.length > 0) throw new Error(`the kernel does not end connections (INET_DIAG_DESTROY): ${kept.join(', ')}`);
  }));
}

const FILTER = ['state', 'established', 'dport', '!=', `:${ISTIOD}`, 'sport', '!=', `:${ISTIOD}`];

async function connections(net: string): Promise<string[]> {
  const listed = await run(...inNetwork(net, 'ss', ['--tcp', '--numeric', '--no-header', ...FILTER]));
  return listed.split('\n').filter(Boolean).map((line) => line.trim().split(/\s+/).slice(2, 4).join(' '));
}
