import type { ClassifiedService } from '../../manifests/data-classes';
import type { Manifest, ObjectId } from '../../manifests/manifest';
import { idOf } from '../../manifests/manifest';
import type { Manifests } from '../../manifests/manifests';
import type { Workload } from '../../manifests/workload';
import type { Callee } from '../access';

/** The services that work with data of cards, and all that is known around them. */
export interface Environment {
  readonly manifests: Manifests;
  readonly services: readonly ProtectedService[];
  readonly callees: readonly Callee[];
}

export interface ProtectedService extends ClassifiedService {
  /** `namespace/name` */
  readonly key: string;
  readonly callee: Callee;
}

/** Something that is so, and the objects that say it. */
export interface Statement {
  readonly what: string;
  readonly objects: readonly ObjectId[];
}

/** What manifests tell of one requirement. */
export interface Judgement {
  readonly shown: readonly Statement[];
  /** What the same objects show to be otherwise. */
  readonly against: readonly Statement[];
}

/** A requirement of PCI DSS 4.0.1 of which manifests show a part, in words of our own. */
export interface Control {
  /** Its section. */
  readonly section: string;
  readonly title: string;
  /** What it asks for besides, which no manifest shows. */
  readonly beyond: string;
  readonly judge: (environment: Environment) => Judgement;
}

export function shown(what: string, objects: readonly Manifest<unknown>[] = []): Judgement {
  return { shown: [{ what, objects: objects.map(idOf) }], against: [] };
}

export function against(what: string, objects: readonly Manifest<unknown>[] = []): Judgement {
  return { shown: [], against: [{ what, objects: objects.map(idOf) }] };
}

export function together(judgements: readonly Judgement[]): Judgement {
  return { shown: judgements.flatMap((one) => one.shown), against: judgements.flatMap((one) => one.against) };
}

/** A judgement of each service. */
export function ofServices({ services }: Environment, judge: (service: ProtectedService) => Judgement): Judgement {
  return together(services.map(judge));
}

/** A judgement of the pods of each service. What is not among the manifests speaks for nothing. */
export function ofWorkloads(environment: Environment, judge: (workload: Workload, service: ProtectedService) => Judgement): Judgement {
  return ofServices(environment, (service) => (service.workloads.length === 0
    ? against(`the pods of ${service.key} are not among the manifests`, [service.service])
    : together(service.workloads.map((workload) => judge(workload, service)))));
}
