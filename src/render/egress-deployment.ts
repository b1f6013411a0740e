import type { DeploymentSpec } from './deployment';
import { workloadLabels } from './selector';
import { EGRESS_PORT, type EgressGateway } from '../model/external';

/** What differs between egress gateways. */
export interface EgressPods {
  readonly replicas: number;
  readonly requests: { readonly cpu: string; readonly memory: string };
  readonly limits: { readonly cpu?: string; readonly memory?: string };
}

/** Labels by which Istio writes a proxy into the pods, and the annotation by which it is a gateway's. */
const INJECTED = { 'sidecar.istio.io/inject': 'true' };
const AS_GATEWAY = { 'inject.istio.io/templates': 'gateway' };

/**
 * Pods that are nothing but a proxy. Istio fills them in.
 *
 * @see https://istio.io/latest/docs/setup/additional-setup/gateway/#deploying-a-gateway
 */
export function renderEgressDeployment({ identity, selector, key }: EgressGateway, { replicas, requests, limits }: EgressPods) {
  const labels = workloadLabels(selector, `egress gateway ${key}`);
  return {
    replicas,
    selector: { matchLabels: labels },
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } } satisfies DeploymentSpec['strategy'],
    template: {
      metadata: { labels: { ...labels, ...INJECTED }, annotations: AS_GATEWAY },
      spec: {
        serviceAccountName: identity.serviceAccountName,
        automountServiceAccountToken: false,
        securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
        topologySpreadConstraints: [{
          maxSkew: 1, topologyKey: 'kubernetes.io/hostname', whenUnsatisfiable: 'ScheduleAnyway', labelSelector: { matchLabels: labels },
        }],
        containers: [{
          name: 'istio-proxy',
          image: 'auto',
          ports: [{ containerPort: EGRESS_PORT.targetPort, protocol: 'TCP' }],
          resources: { requests, ...(Object.keys(limits).length === 0 ? {} : { limits }) },
          securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
        }],
      },
    },
  };
}
