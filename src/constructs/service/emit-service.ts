import { type Construct } from 'constructs';
import { type VersionSet } from './versions';
import { isAudited } from '../../model/audit-log';
import { type Namespace, reached } from '../../model/namespace';
import type { Service } from '../../model/service';
import { renderDestinationRule } from '../../render/destination-rule';
import {
  DESTINATION_RULE, type Kind, NETWORK_POLICY, POD_DISRUPTION_BUDGET, SERVICE, SERVICE_ACCOUNT, SIDECAR, TELEMETRY, VIRTUAL_SERVICE,
} from '../../render/kinds';
import { auditName } from '../../render/names';
import { renderServiceNetworkPolicy } from '../../render/network-policy';
import { renderPodDisruptionBudget } from '../../render/pod-disruption-budget';
import { plaintextReasons, routeReasons } from '../../render/reasons';
import { renderService } from '../../render/service';
import { renderWorkloadSidecar } from '../../render/sidecar';
import { renderAuditTelemetry } from '../../render/telemetry';
import { renderVirtualService } from '../../render/virtual-service';
import { DATA_CLASSES_ANNOTATION } from '../../support/data-class';
import { bookOf } from '../book';
import { emit } from '../emit';

/** All that a service of the mesh has, whoever calls it. */
export function emitMeshService(at: Construct, service: Service, { zeroTrust, stage }: Namespace, versions: VersionSet): void {
  const book = bookOf(at);
  const { key, name, namespace } = service;
  const own = (id: string, kind: Kind, spec: () => object) => emit(at, id, { kind, name, namespace, spec });
  emitPods(at, service, versions);
  own('DestinationRule', DESTINATION_RULE, () => renderDestinationRule(book.model, key));
  const reasons = () => routeReasons(book.model.routesOf(key));
  emit(at, 'VirtualService', { kind: VIRTUAL_SERVICE, name, namespace, reasons, spec: () => renderVirtualService(book.model, key) });
  emitAudit(at, service);
  if (!zeroTrust) return;
  // an ambient pod has no sidecar to configure
  if (reached(stage, 'PERMISSIVE') && service.dataPlane === 'SIDECAR') own('Sidecar', SIDECAR, () => renderWorkloadSidecar(book.model, key));
  if (reached(stage, 'ENFORCED')) emitServiceNetworkPolicy(at, service);
}

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
function emitAudit(at: Construct, service: Service): void {
  if (!isAudited(service)) return;
  const book = bookOf(at);
  const { key, name, namespace } = service;
  emit(at, 'Telemetry', { kind: TELEMETRY, name: auditName(name), namespace, spec: () => renderAuditTelemetry(book.model, key) });
}
