/**
 * The way to zero trust. Every stage is a working mesh; each changes one thing, so that a namespace is moved on by one word.
 *
 * @see https://istio.io/latest/docs/tasks/security/authentication/mtls-migration/
 * @see https://istio.io/latest/docs/tasks/security/authorization/authz-dry-run/
 */
export enum EnforcementStage {
  /** Proxies run and report; plaintext and undeclared calls work as before. */
  OBSERVE = 'OBSERVE',
  /** Proxies know what their workload declared; between proxies mutual TLS is used, plaintext still works. */
  PERMISSIVE = 'PERMISSIVE',
  /** Policies are there as a dry run: proxies log and count what they would refuse. */
  AUDIT = 'AUDIT',
  /** Plaintext is refused; policies are still a dry run. */
  STRICT = 'STRICT',
  /** Only what was declared is allowed. */
  ENFORCED = 'ENFORCED',
}
