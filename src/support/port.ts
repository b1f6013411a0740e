import { fail, type Placed } from './errors';

/** Where the sidecar listens in every pod of the mesh. */
const PROXY_PORTS = [15000, 15001, 15002, 15004, 15006, 15008, 15020, 15021, 15053, 15090];

/** A port as callers write it. */
export function checkPort(value: number, at?: Placed, what: string = 'the number'): number {
  if (Number.isInteger(value) && value >= 1 && value <= 65535) return value;
  return fail(at, 'MSH006', { what: `${what} is not a port`, got: value, allowed: 'whole numbers from 1 to 65535' });
}

/** A port on which an application listens, beside its proxy. */
export function checkPodPort(value: number, at?: Placed, what: string = 'the number'): number {
  if (!PROXY_PORTS.includes(checkPort(value, at, what))) return value;
  return fail(at, 'MSH007', { what: `${what} is a port of the proxy itself`, got: value, fix: 'let the application listen on another port' });
}
