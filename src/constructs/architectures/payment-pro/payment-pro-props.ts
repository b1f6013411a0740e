import { EnforcementStage, ZeroTrustNamespace } from '../../mesh';
import { MeshService, ServicePort, Workload } from '../../service';
import { type MeshServiceProps } from '../../service/mesh-service-props';

/**
 * Properties of a `PaymentPro` system: its images, its size and its stage.
 */
export interface PaymentProProps {
  /**
   * Where the images are: `REGISTRY/SERVICE:VERSION`.
   *
   * @default 'registry.example.com/paymentpro'
   */
  readonly registry?: string;

  /**
   * How far zero trust is enforced.
   *
   * @default EnforcementStage.ENFORCED
   */
  readonly stage?: EnforcementStage;

  /**
   * Pods of each service.
   *
   * @default 2
   */
  readonly replicas?: number;
}

/** The pods of one service. */
export function podsOf(name: string, { registry = 'registry.example.com/paymentpro', replicas = 2 }: PaymentProProps): Workload {
  return Workload.deployment({ image: `${registry}/${name}:v1`, replicas });
}

/** A service of the core: one version, one HTTP port, an identity of its own. */
export function coreService(
  namespace: ZeroTrustNamespace, name: string, system: PaymentProProps, props: Partial<MeshServiceProps> = {},
): MeshService {
  return new MeshService(namespace, name, { ports: [ServicePort.http(8080)], workload: podsOf(name, system), ...props });
}
