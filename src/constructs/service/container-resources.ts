import { type Size } from 'cdk8s';
import type { PodSettings } from '../../render/pod';
import { fail } from '../../support/errors';
import { checkCpu, checkMemory, cpuText, memoryText } from '../../support/quantity';

/**
 * What a container is sure to get, and what it may take at most. The proxy beside it has its own, as the mesh is set up.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/manage-resources-containers/
 */
export interface ContainerResources {
  /**
   * CPU it is sure to get, as Kubernetes writes it, such as `250m`, `0.5` or `2`.
   *
   * @default - 100m, or the limit where that is lower
   */
  readonly cpuRequest?: string;

  /**
   * CPU it may take, as Kubernetes writes it.
   *
   * @default - no limit
   */
  readonly cpuLimit?: string;

  /**
   * Memory it is sure to get.
   *
   * @default - 128 MiB, or the limit where that is lower
   */
  readonly memoryRequest?: Size;

  /**
   * Memory at which it is killed.
   *
   * @default - no limit
   */
  readonly memoryLimit?: Size;
}

const CPU_REQUEST = 100;
const MEMORY_REQUEST = 128 * 1024;

/** @internal */
export function _resources(given: ContainerResources = {}): Pick<PodSettings, 'requests' | 'limits'> {
  const cpuLimit = given.cpuLimit === undefined ? undefined : checkCpu(given.cpuLimit, 'cpuLimit');
  const memoryLimit = given.memoryLimit === undefined ? undefined : checkMemory(given.memoryLimit, 'memoryLimit');
  const cpu = given.cpuRequest === undefined ? Math.min(CPU_REQUEST, cpuLimit ?? Infinity) : checkCpu(given.cpuRequest, 'cpuRequest');
  const memory = given.memoryRequest === undefined
    ? Math.min(MEMORY_REQUEST, memoryLimit ?? Infinity) : checkMemory(given.memoryRequest, 'memoryRequest');
  checkLimit('cpuLimit', cpu, cpuLimit, cpuText);
  checkLimit('memoryLimit', memory, memoryLimit, memoryText);
  return {
    requests: { cpu: cpuText(cpu), memory: memoryText(memory) },
    limits: {
      ...(cpuLimit === undefined ? {} : { cpu: cpuText(cpuLimit) }),
      ...(memoryLimit === undefined ? {} : { memory: memoryText(memoryLimit) }),
    },
  };
}

function checkLimit(what: string, request: number, limit: number | undefined, text: (amount: number) => string): void {
  if (limit !== undefined && limit < request) {
    fail(undefined, 'MSH043', { what: `${what} is below the request`, got: text(limit), allowed: `at least ${text(request)}` });
  }
}
