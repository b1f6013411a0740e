/**
 * Which Kong runs. Plugins that it does not have are refused where they are asked for.
 *
 * @see https://developer.konghq.com/gateway/
 */
export enum KongEdition {
  /** Open source, of which 3.9 is the last release. */
  OSS_3_9 = 'OSS_3_9',

  /** Kong Enterprise 3.9 or later, with a licence. Without one, releases from 3.10 on behave as if it had expired. */
  ENTERPRISE = 'ENTERPRISE',
}

/**
 * Where Kong keeps its configuration.
 *
 * @see https://developer.konghq.com/gateway/deployment-topologies/
 */
export enum KongDatabaseMode {
  /** In memory, as its Ingress Controller gives it. What plugins write is lost, so that some cannot run. */
  DB_LESS = 'DB_LESS',

  /** In a PostgreSQL database of its own, in which plugins can write. */
  TRADITIONAL = 'TRADITIONAL',
}
