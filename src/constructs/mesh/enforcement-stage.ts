/**
 * How far a namespace has come on the way to zero trust. Every stage is a working mesh, and each changes one thing, so that a namespace is
 * moved on by one word.
 *
 * @see https://istio.io/latest/docs/tasks/security/authentication/mtls-migration/
 * @see https://istio.io/latest/docs/tasks/security/authorization/authz-dry-run/
 */
export enum EnforcementStage {
  /** Proxies run and report. Plaintext and undeclared calls work as before. */
  OBSERVE = 'OBSERVE',
  /** Proxies know what their workload declared. Between proxies mutual TLS is used, and plaintext still works. */
  PERMISSIVE = 'PERMISSIVE',
  /** Policies are there as a dry run: proxies log and count what they would refuse. */
  AUDIT = 'AUDIT',
  /** Plaintext is refused. Policies are still a dry run. */
  STRICT = 'STRICT',
  /** Only what was declared is allowed, on the network too. */
  ENFORCED = 'ENFORCED',
}
