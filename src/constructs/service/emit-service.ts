import { type Construct } from 'constructs';
import { type VersionSet } from './versions';
import { isAudited } from '../../model/audit-log';
import type { Service } from '../../model/service';
import { NETWORK_POLICY, POD_DISRUPTION_BUDGET, SERVICE, SERVICE_ACCOUNT, TELEMETRY } from '../../render/kinds';
import { auditName } from '../../render/names';
import { renderServiceNetworkPolicy } from '../../render/network-policy';
import { renderPodDisruptionBudget } from '../../render/pod-disruption-budget';
import { plaintextReasons } from '../../render/reasons';
import { renderService } from '../../render/service';
import { renderAuditTelemetry } from '../../render/telemetry';
import { DATA_CLASSES_ANNOTATION } from '../../support/data-class';
import { bookOf } from '../book';
import { emit } from '../emit';

/** What Kubernetes needs to run a service, in the mesh or not. */
export function emitPods(at: Construct, service: Service, versions: VersionSet): void {
  const { name, namespace } = service;
  if (versions.ownServiceAccount) {
    emit(at, 'ServiceAccount', { kind: SERVICE_ACCOUNT, name: versions.serviceAccountName, namespace, fields: { automountServiceAccountToken: false } });
  }
  emit(at, 'Resource', { kind: SERVICE, name, namespace, labels: { app: name }, annotations: dataAnnotation(service), spec: () => renderService(service) });
  versions.emit(service);
  if (versions.ownPods) emit(at, 'PodDisruptionBudget', { kind: POD_DISRUPTION_BUDGET, name, namespace, spec: () => renderPodDisruptionBudget(service) });
}

/** Whoever reads the objects must know what there is to protect. */
function dataAnnotation({ dataClasses }: Service): Record<string, string> | undefined {
  return dataClasses.length === 0 ? undefined : { [DATA_CLASSES_ANNOTATION]: dataClasses.join(',') };
}

/** What the network lets through to its pods and from them. */
export function emitServiceNetworkPolicy(at: Construct, { key, name, namespace }: Service): void {
  const book = bookOf(at);
  emit(at, 'NetworkPolicy', {
    kind: NETWORK_POLICY, name, namespace, reasons: () => plaintextReasons(book.model, key), spec: () => renderServiceNetworkPolicy(book.model, key),
  });
}

/** What is written down of its requests, where its data asks for that. */
export function emitAudit(at: Construct, service: Service): void {
  if (!isAudited(service)) return;
  const book = bookOf(at);
  const { key, name, namespace } = service;
  emit(at, 'Telemetry', { kind: TELEMETRY, name: auditName(name), namespace, spec: () => renderAuditTelemetry(book.model, key) });
}
