/**
 * How traffic gets into the mesh.
 *
 * @see https://istio.io/latest/docs/overview/dataplane-modes/
 */
export enum DataPlane {
  /** A proxy beside every pod. */
  SIDECAR = 'SIDECAR',
  /**
   * A proxy on every node, without a waypoint: mutual TLS, and policies about who connects to which port. What needs requests to be read
   * (methods, paths, routes, versions, timeouts, retries, tokens) is refused where it is declared.
   */
  AMBIENT = 'AMBIENT',
}

/**
 * What a workload may reach besides what it declared.
 *
 * @see https://istio.io/latest/docs/reference/config/networking/sidecar/#OutboundTrafficPolicy-Mode
 */
export enum OutboundTrafficPolicy {
  /** Only hosts that the mesh knows. */
  REGISTRY_ONLY = 'REGISTRY_ONLY',
  /** Anything. This needs a reason. */
  ALLOW_ANY = 'ALLOW_ANY',
}

/**
 * Whether a workload accepts mutual TLS, plaintext, or both.
 *
 * @see https://istio.io/latest/docs/reference/config/security/peer_authentication/#PeerAuthentication-MutualTLS-Mode
 */
export enum MutualTlsMode {
  /** Mutual TLS only. */
  STRICT = 'STRICT',
  /** Mutual TLS and plaintext. */
  PERMISSIVE = 'PERMISSIVE',
  /** Plaintext only: callers prove no identity. */
  DISABLE = 'DISABLE',
}
