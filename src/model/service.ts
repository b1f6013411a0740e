import type { PodDataPlane } from './mesh';
import type { Origin } from './origin';
import type { RetryPolicy, TrafficPolicy } from './traffic';
import type { DataClass } from '../support/data-class';

export type Labels = Readonly<Record<string, string>>;

export const PROTOCOLS = ['HTTP', 'HTTP2', 'GRPC', 'GRPC-WEB', 'HTTPS', 'TLS', 'TCP', 'MONGO', 'MYSQL', 'REDIS'] as const;
export type Protocol = (typeof PROTOCOLS)[number];

/** Whether the proxy reads requests on such a port: only there do paths, methods, headers, retries and timeouts exist. */
export function isHttp(protocol: Protocol): boolean {
  return protocol === 'HTTP' || protocol === 'HTTP2' || protocol === 'GRPC' || protocol === 'GRPC-WEB';
}

/** Whether the application itself speaks TLS, so that the proxy sees a server name and nothing else. */
export function isTls(protocol: Protocol): boolean {
  return protocol === 'HTTPS' || protocol === 'TLS';
}

export interface Port {
  readonly name: string;
  /** The port of the Service: what callers write. */
  readonly number: number;
  /** The port of the pod: what policies and the application see. */
  readonly targetPort: number;
  readonly protocol: Protocol;
}

/** One deployed version of a service. */
export interface Version {
  readonly name: string;
  /** The labels that tell its pods from those of its siblings. */
  readonly labels: Labels;
  readonly trafficPolicy: TrafficPolicy | undefined;
}

/** Who a workload is, without the trust domain, which is the mesh's. */
export interface Identity {
  readonly namespace: string;
  readonly serviceAccountName: string;
}

/** `namespace/name`: what everything about one service is filed under. */
export type ServiceKey = string;

export function serviceKey(namespace: string, name: string): ServiceKey {
  return `${namespace}/${name}`;
}

export interface Service {
  readonly key: ServiceKey;
  readonly name: string;
  readonly namespace: string;
  readonly identity: Identity;
  /** The labels all of its pods share: the Service's selector, and that of every policy about it. */
  readonly selector: Labels;
  readonly ports: readonly Port[];
  /** Ordered by name. Empty for a service that others own. */
  readonly versions: readonly Version[];
  /** Who gets what no route takes; undefined where there is one version, or where a release or test says it. */
  readonly defaultVersion: string | undefined;
  /** 0: no limit. */
  readonly timeoutMs: number;
  readonly retries: RetryPolicy;
  readonly trafficPolicy: TrafficPolicy;
  /** Ambient pods are judged by their node's proxy, which reads no requests; NONE: nothing judges but the network. */
  readonly dataPlane: PodDataPlane;
  /** Why plaintext to it is acceptable; given where its pods have no proxy. */
  readonly plaintextReason?: string;
  /** What it works with, ordered; empty where nothing is said. */
  readonly dataClasses: readonly DataClass[];
  /** False: another app owns its objects, and we only refer to it. */
  readonly owned: boolean;
  readonly origin: Origin;
}
