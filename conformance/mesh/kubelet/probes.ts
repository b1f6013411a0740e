import { request as httpRequest } from 'node:http';
import { request as httpsRequest } from 'node:https';
import { connect } from 'node:net';
import { KubeObject } from '../kube';
import { sleep } from '../until';
import { resolvePort } from './ports';

/** Soon after its start a container is asked often: a real kubelet would wait for the period, and everybody for it. */
const EAGER = 100;

export interface Probed {
  readonly container: KubeObject;
  readonly address: string;
  readonly isStopping: () => boolean;
  readonly onReady: (ready: boolean) => void;
  /** Told when a container has to be restarted. */
  readonly onDead: () => void;
}

/** Resolves when the startup probe has passed, which is at once where there is none. */
export async function hasStarted({ container, address, isStopping }: Probed): Promise<void> {
  while (container.startupProbe && !isStopping()) {
    if (await passes(container, container.startupProbe, address)) return;
    await sleep(EAGER);
  }
}

export async function watchReadiness(probed: Probed): Promise<void> {
  const { container, address, isStopping, onReady } = probed;
  const probe = container.readinessProbe;
  if (probe === undefined) { onReady(true); return; }
  let ready = false;
  let failures = 0;
  while (!isStopping()) {
    failures = (await passes(container, probe, address)) ? 0 : failures + 1;
    const now: boolean = failures === 0 || (ready && failures < (probe.failureThreshold ?? 3));
    if (now !== ready && !isStopping()) onReady(now);
    ready = now;
    await sleep(ready && failures === 0 ? (probe.periodSeconds ?? 10) * 1_000 : EAGER);
  }
}

export async function watchLiveness({ container, address, isStopping, onDead }: Probed): Promise<void> {
  const probe = container.livenessProbe;
  let failures = 0;
  while (probe !== undefined && !isStopping()) {
    await sleep((probe.periodSeconds ?? 10) * 1_000);
    failures = (await passes(container, probe, address)) ? 0 : failures + 1;
    if (failures < (probe.failureThreshold ?? 3) || isStopping()) continue;
    failures = 0;
    onDead();
  }
}

/** Sent from the node, as kubelets do. There are no programs in these containers that an exec probe could run. */
async function passes(container: KubeObject, probe: KubeObject, address: string): Promise<boolean> {
  const { httpGet, tcpSocket, grpc, timeoutSeconds } = probe;
  const port = resolvePort((httpGet ?? tcpSocket ?? grpc ?? {}).port, [container]);
  if (port === undefined) return true;
  const timeout = (timeoutSeconds ?? 1) * 1_000;
  return httpGet ? httpPasses(httpGet, address, port, timeout) : tcpPasses(address, port, timeout);
}

async function httpPasses(get: KubeObject, address: string, port: number, timeout: number): Promise<boolean> {
  const headers = Object.fromEntries((get.httpHeaders ?? []).map(({ name, value }: KubeObject) => [name, value]));
  const options = { host: get.host ?? address, port, path: get.path ?? '/', headers, agent: false, timeout, rejectUnauthorized: false };
  return new Promise((resolve) => {
    const request = (get.scheme === 'HTTPS' ? httpsRequest : httpRequest)(options, (response) => {
      response.resume();
      resolve(response.statusCode! >= 200 && response.statusCode! < 400);
    });
    request.on('timeout', () => request.destroy());
    request.on('error', () => resolve(false));
    request.end();
  });
}

async function tcpPasses(host: string, port: number, timeout: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port, timeout });
    const end = (passed: boolean) => { socket.destroy(); resolve(passed); };
    socket.on('connect', () => end(true)).on('timeout', () => end(false)).on('error', () => end(false));
  });
}
