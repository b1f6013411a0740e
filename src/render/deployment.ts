import { type Companion, type PodSettings, type PodSpec, renderPod } from './pod';
import { workloadLabels } from './selector';
import type { Labels, Service, Version } from '../model/service';

export interface DeploymentSpec {
  readonly replicas: number;
  readonly selector: { readonly matchLabels: Labels };
  readonly strategy: { readonly type: 'RollingUpdate'; readonly rollingUpdate: { readonly maxSurge: number; readonly maxUnavailable: number } };
  readonly template: {
    readonly metadata: { readonly labels: Labels; readonly annotations?: Labels };
    readonly spec: PodSpec;
  };
}

/** The Deployment of one version. A rollout takes no pod away before its successor is ready. */
export function renderDeployment(settings: PodSettings, service: Service, version: Version, companions: readonly Companion[]): DeploymentSpec {
  const labels = workloadLabels({ ...service.selector, ...version.labels }, `version ${version.name} of ${service.key}`);
  const annotations: Labels = Object.assign({}, settings.podAnnotations, ...companions.map((companion) => companion.settings.podAnnotations));
  return {
    replicas: settings.replicas,
    selector: { matchLabels: labels },
    strategy: { type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
    template: {
      metadata: { labels: { ...settings.podLabels, ...labels }, ...(Object.keys(annotations).length === 0 ? {} : { annotations }) },
      spec: renderPod(settings, service, labels, companions),
    },
  };
}
