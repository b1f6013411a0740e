import type { PathPattern } from '../../model/traffic';
import { canonical } from '../../support/compare';

/** Is told of a host whose requests a gateway routes, and whether TLS protects them on the way to the gateway. */
export type HostListener = (host: string, secured: boolean) => void;

/** Is told of a path of a host for which a gateway has a route; undefined: every path. */
export type PathListener = (host: string, path: PathPattern | undefined) => void;

/** The hosts and paths whose requests a gateway routes, for whoever stands before it: declared before them or after. */
export class RoutedHosts {
  private readonly hosts = new Map<string, Map<string, PathPattern | undefined>>();
  private readonly listeners: HostListener[] = [];
  private readonly pathListeners: PathListener[] = [];

  public constructor(private readonly isSecured: (host: string) => boolean) {}

  public add(host: string, paths: readonly (PathPattern | undefined)[]): void {
    if (!this.hosts.has(host)) {
      this.hosts.set(host, new Map());
      this.tell(host);
    }
    const known = this.hosts.get(host)!;
    for (const path of paths) {
      const key = canonical(path);
      if (known.has(key)) continue;
      known.set(key, path);
      for (const listener of this.pathListeners) listener(host, path);
    }
  }

  /** TLS may have come to it. */
  public changed(host: string): void {
    if (this.hosts.has(host)) this.tell(host);
  }

  public follow(listener: HostListener): void {
    this.listeners.push(listener);
    for (const host of this.hosts.keys()) listener(host, this.isSecured(host));
  }

  public followPaths(listener: PathListener): void {
    this.pathListeners.push(listener);
    for (const [host, paths] of this.hosts) for (const path of paths.values()) listener(host, path);
  }

  private tell(host: string): void {
    for (const listener of this.listeners) listener(host, this.isSecured(host));
  }
}
