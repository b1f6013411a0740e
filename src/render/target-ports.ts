import type { Port } from '../model/service';

/** Policies are enforced where the connection arrives, at the pod: they speak of its ports and not of the Service's. */
export function targetPortNumbers(ports: readonly Port[]): number[] {
  return [...new Set(ports.map((port) => port.targetPort))].sort((a, b) => a - b);
}

/** As AuthorizationPolicies write them. */
export function targetPorts(ports: readonly Port[]): string[] {
  return targetPortNumbers(ports).map(String);
}
