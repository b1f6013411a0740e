import { type RegoPolicy } from './rego-policy';
import { type ContainerResources } from '../service/container-resources';

/**
 * What an OPA decides by, and its container.
 */
export interface OpaProps {
  /**
   * Its policies, each in a file of its own. Tests (`opa test`) stay outside.
   */
  readonly policies: RegoPolicy[];

  /**
   * Image of OPA 1.x with its plugin for Envoy: `openpolicyagent/opa:…-envoy…`, by version or digest. Its user must not be root.
   */
  readonly image: string;

  /**
   * The rule that decides, as a path: `fraud/decision/allow` is the rule `allow` of package `fraud.decision`. It is true or false, or an object
   * with `allowed`, and must deny by default.
   *
   * @default - the rule `allow` of the only package
   */
  readonly decision?: string;

  /**
   * What each container is sure to get, and what it may take at most.
   *
   * @default - requests of 100m CPU and 128 MiB, no limits
   */
  readonly resources?: ContainerResources;
}
