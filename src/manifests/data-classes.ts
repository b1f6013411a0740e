import { podsBehind } from './ingress';
import type { ServiceSpec } from './kinds/core';
import type { Manifest } from './manifest';
import type { Manifests } from './manifests';
import type { Workload } from './workload';
import { type CONSEQUENCES, DATA_CLASSES, DATA_CLASSES_ANNOTATION, type DataClass, demanding } from '../support/data-class';

/** A Service that says which kinds of data its pods work with. */
export interface ClassifiedService {
  readonly service: Manifest<ServiceSpec>;
  /** In one order. */
  readonly classes: readonly DataClass[];
  /** What it says, and nobody knows. */
  readonly unknown: readonly string[];
  /** Its pods, as far as they are among the manifests. */
  readonly workloads: readonly Workload[];
}

export function classifiedServices(manifests: Manifests): readonly ClassifiedService[] {
  return manifests.once('services with data classes', () => manifests.ofKind('/Service').flatMap((service) => {
    const said = service.metadata.annotations[DATA_CLASSES_ANNOTATION];
    if (said === undefined) return [];
    const words = said.split(',').map((word) => word.trim());
    return [{
      service,
      classes: DATA_CLASSES.filter((one) => words.includes(one)),
      unknown: words.filter((word) => !DATA_CLASSES.some((one) => one === word)),
      workloads: podsBehind(manifests, service),
    }];
  }));
}

/** The services with data from which a consequence follows. */
export function servicesDemanding(manifests: Manifests, consequence: keyof typeof CONSEQUENCES): readonly ClassifiedService[] {
  return classifiedServices(manifests).filter(({ classes }) => demanding(classes, consequence).length > 0);
}
