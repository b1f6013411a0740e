import { type Construct } from 'constructs';
import { type VersionSet } from './versions';
import type { Service } from '../../model/service';
import { NETWORK_POLICY, POD_DISRUPTION_BUDGET, SERVICE, SERVICE_ACCOUNT } from '../../render/kinds';
import { renderServiceNetworkPolicy } from '../../render/network-policy';
import { renderPodDisruptionBudget } from '../../render/pod-disruption-budget';
import { plaintextReasons } from '../../render/reasons';
import { renderService } from '../../render/service';
import { bookOf } from '../book';
import { emit } from '../emit';

/** What Kubernetes needs to run a service, in the mesh or not. */
export function emitPods(at: Construct, service: Service, versions: VersionSet): void {
  const { name, namespace } = service;
  if (versions.ownServiceAccount) {
    emit(at, 'ServiceAccount', { kind: SERVICE_ACCOUNT, name: versions.serviceAccountName, namespace, fields: { automountServiceAccountToken: false } });
  }
  emit(at, 'Resource', { kind: SERVICE, name, namespace, labels: { app: name }, spec: () => renderService(service) });
  versions.emit(service);
  if (versions.ownPods) emit(at, 'PodDisruptionBudget', { kind: POD_DISRUPTION_BUDGET, name, namespace, spec: () => renderPodDisruptionBudget(service) });
}

/** What the network lets through to its pods and from them. */
export function emitServiceNetworkPolicy(at: Construct, { key, name, namespace }: Service): void {
  const book = bookOf(at);
  emit(at, 'NetworkPolicy', {
    kind: NETWORK_POLICY, name, namespace, reasons: () => plaintextReasons(book.model, key), spec: () => renderServiceNetworkPolicy(book.model, key),
  });
}
