/** Is told of a host whose requests a gateway routes, and whether TLS protects them on the way to the gateway. */
export type HostListener = (host: string, secured: boolean) => void;

/** The hosts whose requests a gateway routes, for whoever stands before it: declared before them or after. */
export class RoutedHosts {
  private readonly hosts = new Set<string>();
  private readonly listeners: HostListener[] = [];

  public constructor(private readonly isSecured: (host: string) => boolean) {}

  public add(host: string): void {
    if (this.hosts.has(host)) return;
    this.hosts.add(host);
    this.tell(host);
  }

  /** TLS may have come to it. */
  public changed(host: string): void {
    if (this.hosts.has(host)) this.tell(host);
  }

  public follow(listener: HostListener): void {
    this.listeners.push(listener);
    for (const host of this.hosts) listener(host, this.isSecured(host));
  }

  private tell(host: string): void {
    for (const listener of this.listeners) listener(host, this.isSecured(host));
  }
}
