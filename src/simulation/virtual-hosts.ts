import type { Route } from './route';
import type { MeshHost } from '../manifests/service-registry';

/** A group of hosts with the same routes. */
export interface VirtualHost {
  /** Nothing where a service has no VirtualService: everything goes to it. */
  readonly routes: readonly Route[] | undefined;
  readonly service: MeshHost | undefined;
  /** Plaintext is sent to https. */
  readonly redirectsToHttps?: boolean;
}

/** Finds the group of a host: exact names first, then the longest ending, then everything. */
export class VirtualHosts {
  private readonly exact = new Map<string, VirtualHost>();
  private readonly endings = new Map<string, VirtualHost>();
  private readonly lengths: number[] = [];

  add(domain: string, host: VirtualHost): void {
    const name = domain.toLowerCase();
    if (this.has(name)) return;
    if (!name.startsWith('*')) {
      this.exact.set(name, host);
      return;
    }
    this.endings.set(name.slice(1), host);
    if (!this.lengths.includes(name.length - 1)) this.lengths.push(name.length - 1);
    this.lengths.sort((a, b) => b - a);
  }

  has(domain: string): boolean {
    const name = domain.toLowerCase();
    return name.startsWith('*') ? this.endings.has(name.slice(1)) : this.exact.has(name);
  }

  /** A port in the host does not count. */
  find(authority: string): VirtualHost | undefined {
    const host = withoutPort(authority).toLowerCase();
    const exact = this.exact.get(host);
    if (exact !== undefined) return exact;
    for (const length of this.lengths) {
      if (length >= host.length) continue;
      const ending = this.endings.get(host.slice(host.length - length));
      if (ending !== undefined) return ending;
    }
    return undefined;
  }
}

export function withoutPort(authority: string): string {
  return authority.replace(/:\d+$/, '');
}
