/** @see https://kubernetes.io/docs/reference/kubernetes-api/service-resources/service-v1/ */
export interface ServiceSpec {
  readonly type?: string;
  readonly clusterIP?: string;
  readonly externalName?: string;
  readonly externalTrafficPolicy?: string;
  readonly selector?: Readonly<Record<string, string>> | null;
  readonly ports?: readonly ServicePortSpec[];
  readonly publishNotReadyAddresses?: boolean;
}

export interface ServicePortSpec {
  readonly name?: string;
  readonly port: number;
  readonly targetPort?: number | string;
  readonly protocol?: string;
  readonly appProtocol?: string;
  readonly nodePort?: number;
}

/** @see https://kubernetes.io/docs/reference/kubernetes-api/workload-resources/pod-v1/ */
export interface PodSpec {
  readonly serviceAccountName?: string;
  readonly serviceAccount?: string;
  readonly hostNetwork?: boolean;
  readonly securityContext?: SecurityContext;
  readonly containers?: readonly Container[];
  readonly initContainers?: readonly Container[];
}

export interface Container {
  readonly name: string;
  readonly image?: string;
  readonly ports?: readonly { readonly name?: string; readonly containerPort: number; readonly protocol?: string }[];
  readonly securityContext?: SecurityContext;
  readonly resources?: { readonly requests?: Resources; readonly limits?: Resources };
}

/** Quantities by their names: `cpu`, `memory`. */
export type Resources = Readonly<Record<string, string | number>>;

export interface SecurityContext {
  readonly runAsUser?: number;
  readonly runAsGroup?: number;
}
