/**
 * A request that is asked about, before anything is applied.
 */
export interface SimulatedRequest {
  /**
   * Who asks: a workload as `namespace/name` (or its name alone, where it is the only one), `outside` for a client that comes through
   * a gateway, `plain:namespace` for a pod without a proxy, `client:namespace/account` for a pod with a proxy and that service
   * account, which no Sidecar of the manifests binds.
   */
  readonly caller: string;

  /**
   * Whom it asks, as an application would write it: `payments`, `payments.shop:8080`, `https://shop.example.com/cart`, `tcp://db:5432`.
   */
  readonly to: string;

  /**
   * HTTP method.
   *
   * @default 'GET'
   */
  readonly method?: string;

  /**
   * Path and query.
   *
   * @default - what `to` says, else `/`
   */
  readonly path?: string;

  /**
   * Headers, `host` among them where it is another than that of `to`.
   *
   * @default - none
   */
  readonly headers?: { [name: string]: string };

  /**
   * Claims of a valid token, which is sent as `authorization: Bearer …`.
   *
   * @default - no token
   */
  readonly claims?: { [name: string]: any };

  /**
   * The token is signed by somebody else than its issuer.
   *
   * @default false
   */
  readonly forgedToken?: boolean;

  /**
   * A client from `outside` shows a certificate that the gateway's authorities have signed.
   *
   * @default false
   */
  readonly clientCertificate?: boolean;

  /**
   * The address that the request comes from. Policies about addresses cannot be decided without it.
   *
   * @default - not known
   */
  readonly sourceIp?: string;
}
