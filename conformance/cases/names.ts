import type { CallerLine } from './line';
import type { System } from './system';

/** A Service of the manifests with the port that is asked, or a host outside the mesh. */
export interface CalleeName {
  readonly name: string;
  readonly namespace: string;
  readonly port?: number;
}

const OUTSIDE: CalleeName = { name: 'outside', namespace: '' };
/** Clients outside: with a certificate of their own, or without. */
export const CERTIFIED = 'outside:certified';
const PLACE = /^(outside|outside:certified|plain:[a-z0-9-]+|client:[a-z0-9-]+\/[a-z0-9-]+|[a-z0-9-]+\/[a-z0-9.-]+)$/;

/** Whom the names of a table mean. */
export class Names {
  /** Who asks what all ask: places by name. */
  readonly callers = new Map<string, string>();

  constructor(private readonly system: System) {}

  /** Who of them asks the mesh from inside, or its gateways. */
  among(side: 'inside' | 'outside'): ReadonlyMap<string, string> {
    const found = [...this.callers].filter(([, place]) => isOutside(place) === (side === 'outside'));
    return new Map(found.length === 0 && side === 'outside' ? [['outside', 'outside']] : found);
  }

  addCaller({ at, name, place }: CallerLine): void {
    if (this.callers.has(name)) throw new Error(`${at}: caller ${name} is there already`);
    if (place !== undefined) this.checkPlace(place, at);
    this.callers.set(name, place ?? this.placeOf(name, at));
  }

  /** Where requests of a caller are sent from. */
  placeOf(caller: string, at: string): string {
    const known = this.callers.get(caller);
    if (known !== undefined) return known;
    const service = this.system.service(caller);
    if (service !== undefined) return `${service.metadata.namespace}/${service.metadata.name}`;
    this.checkPlace(caller, at);
    return caller;
  }

  callee(text: string, at: string): CalleeName {
    if (text === 'outside') return OUTSIDE;
    const [name, port] = text.split(':');
    const service = this.system.service(name);
    if (service === undefined) throw new Error(`${at}: no Service, or more than one, is called ${name}`);
    const { metadata, spec } = service;
    if (port !== undefined && !spec.ports.some((one: { port: number }) => one.port === Number(port))) throw new Error(`${at}: ${name} has no port ${port}`);
    return { name: metadata.name, namespace: metadata.namespace, ...(port === undefined ? {} : { port: Number(port) }) };
  }

  urlOf({ name, namespace, port }: CalleeName, at: string): string {
    const service = this.system.service(`${name}.${namespace}`);
    const found = port ?? (service && this.system.httpPort(service));
    if (found === undefined) throw new Error(`${at}: ${name} has not just one HTTP port: say ${name}:PORT, or a URL`);
    return `http://${name}.${namespace}:${found}`;
  }

  isSame(caller: string, callee: CalleeName | undefined): boolean {
    const [namespace, pod] = (this.callers.get(caller) ?? '').split('/');
    return callee !== undefined && namespace === callee.namespace && (pod === callee.name || caller === callee.name);
  }

  private checkPlace(place: string, at: string): void {
    const isKnown = PLACE.test(place) && (place.includes(':') || place === 'outside' || this.system.namespaces.includes(place.split('/')[0]));
    if (!isKnown) throw new Error(`${at}: nobody is called ${place}; a caller is a Service, a caller's name, outside, plain:NAMESPACE, client:NAMESPACE/ACCOUNT or NAMESPACE/POD`);
  }
}

/** Whether whoever asks from there comes through a gateway. */
export function isOutside(place: string): boolean {
  return place === 'outside' || place === CERTIFIED;
}
