/** How many requests of one client a proxy before the gateway lets through. */
export interface EdgeRateLimit {
  readonly requests: number;
  readonly unit: 'second' | 'minute';
  /** How many may come at once above the rate. */
  readonly burst: number;
}

/** Which controller reads the objects of an edge, by what it is called there. */
export type NginxController =
  | { readonly kind: 'f5'; readonly className: string }
  | { readonly kind: 'fabric'; readonly className: string; readonly namespace: string | undefined }
  | { readonly kind: 'ingress-nginx'; readonly className: string; readonly reason: string; readonly limitStatus: number }
  | { readonly kind: 'ingress'; readonly className: string; readonly reason: string };

/** What is said of an NGINX edge besides what every edge says. */
export interface NginxSettings {
  readonly name: string;
  readonly controller: NginxController;
  /** Secret with the certificate that clients see. */
  readonly certificate: string;
  readonly rateLimit: EdgeRateLimit | undefined;
  readonly meshed: boolean;
}

/** What NGINX may hold for each client: about 160,000 addresses. */
export const LIMIT_ZONE_MEGABYTES = 10;

export const TOO_MANY_REQUESTS = 429;
