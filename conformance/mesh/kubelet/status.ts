import { KubeObject } from '../kube';
import { NODE_ADDRESS } from '../network';

/** What is known of one container. */
export interface ContainerState {
  running: boolean;
  ready: boolean;
  started: boolean;
  restarts: number;
  /** Why it does not run yet, or no longer. */
  reason?: string;
  finished?: boolean;
}

/** The status a kubelet reports for a pod whose containers are in these states. */
export function statusOf(pod: KubeObject, address: string | undefined, states: Map<string, ContainerState>, since: string): KubeObject {
  const init: KubeObject[] = pod.spec.initContainers ?? [];
  const isSidecar = (container: KubeObject) => container.restartPolicy === 'Always';
  const initialized = init.every(({ name, ...rest }) => (isSidecar(rest) ? states.get(name)?.started : states.get(name)?.finished));
  const ready = [...pod.spec.containers, ...init.filter(isSidecar)].every(({ name }) => states.get(name)?.ready);
  const finished = pod.spec.containers.every(({ name }: KubeObject) => states.get(name)?.finished);
  const started = pod.spec.containers.some(({ name }: KubeObject) => states.get(name)?.running);
  const condition = (type: string, status: boolean) => ({ type, status: status ? 'True' : 'False', lastTransitionTime: since });
  return {
    phase: finished ? 'Succeeded' : started ? 'Running' : 'Pending',
    hostIP: NODE_ADDRESS,
    hostIPs: [{ ip: NODE_ADDRESS }],
    ...(address === undefined ? {} : { podIP: address, podIPs: [{ ip: address }] }),
    startTime: since,
    conditions: [
      condition('PodScheduled', true),
      condition('Initialized', initialized),
      condition('ContainersReady', ready),
      condition('Ready', ready),
    ],
    initContainerStatuses: init.map((container) => containerStatus(container, states.get(container.name), since)),
    containerStatuses: pod.spec.containers.map((container: KubeObject) => containerStatus(container, states.get(container.name), since)),
  };
}

function containerStatus({ name, image }: KubeObject, state: ContainerState | undefined, since: string): KubeObject {
  return {
    name,
    image,
    imageID: '',
    ready: state?.ready ?? false,
    started: state?.started ?? false,
    restartCount: state?.restarts ?? 0,
    state: stateOf(state, since),
  };
}

function stateOf(state: ContainerState | undefined, since: string): KubeObject {
  if (state?.finished) return { terminated: { exitCode: 0, reason: 'Completed', startedAt: since, finishedAt: since } };
  if (state?.running) return { running: { startedAt: since } };
  return { waiting: { reason: state?.reason === undefined ? 'ContainerCreating' : 'CreateContainerError', message: state?.reason } };
}
