import { type ICallTarget } from './call-target';

/**
 * A service of the mesh, of this app or of others.
 */
export interface IMeshService extends ICallTarget {
  /** Name of the Kubernetes Service. */
  readonly serviceName: string;

  /** Its namespace. */
  readonly namespaceName: string;

  /** Service account its pods run as: who it is for others. */
  readonly serviceAccountName: string;
}
