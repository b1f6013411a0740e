import { ApiObject } from 'cdk8s';
import { type IConstruct } from 'constructs';
import { _podSettings, type DeploymentProps } from './deployment-props';
import { type PodTemplate, readPodTemplate } from '../../manifests/pod-template';
import type { Service, Version } from '../../model/service';
import { type DeploymentSpec, renderDeployment } from '../../render/deployment';
import { internal } from '../../render/internal';
import type { Companion, PodSettings } from '../../render/pod';
import { checkSomething } from '../../support/closed-set';
import { checkDnsName } from '../../support/dns-name';
import { fail } from '../../support/errors';
import { checkLabels } from '../../support/labels';

/**
 * How the pods of an object that is there already become pods of a service.
 */
export interface AdoptionOptions {
  /**
   * Whether labels and the service account may be written into its pod template where they are missing. What is there is never changed.
   *
   * @default true
   */
  readonly completePodTemplate?: boolean;
}

/**
 * Pods that others make.
 */
export interface SelectedPods {
  /**
   * Labels that all of the pods have, and no others of the namespace.
   */
  readonly labels: { [key: string]: string };

  /**
   * The service account they run as: by it the mesh knows who they are.
   */
  readonly serviceAccountName: string;
}

/** Where the pods of a version come from. */
type Source =
  | { readonly kind: 'deployment'; readonly settings: PodSettings }
  | { readonly kind: 'adopted'; readonly object: ApiObject; readonly complete: boolean }
  | { readonly kind: 'selected'; readonly labels: Readonly<Record<string, string>>; readonly serviceAccountName: string };

/**
 * The pods of one version of a service.
 *
 * @example
 *
 * Workload.deployment({
 *   image: 'registry.example.com/orders:1.8.0',
 *   env: { LOG_LEVEL: 'info' },
 *   envFromSecrets: [{ variable: 'DB_PASSWORD', secretName: 'orders-db', key: 'password' }],
 *   resources: { cpuRequest: '250m', memoryRequest: Size.mebibytes(256), memoryLimit: Size.mebibytes(512) },
 *   readinessProbe: Probe.http('/ready'),
 *   emptyDirs: { tmp: '/tmp' },
 * });
 */
export class Workload {
  /**
   * A Deployment made by this library: two pods, spread over nodes, as restricted as Kubernetes can, replaced one by one.
   *
   * Throws MSH001 for an empty list; MSH002 or MSH003 for a bad name; MSH009 for a bad text; MSH011 for bad replicas; MSH013 for a bad
   * duration; MSH015 for a name used twice; MSH038 or MSH039 for a bad label; MSH041 for a bad image; MSH042 or MSH043 for bad resources;
   * MSH044 for a user it may not run as; MSH045 for a bad variable; MSH046 for a bad directory; MSH047 when it has no time to end.
   *
   * @param props Its image, and what else its pods have.
   */
  public static deployment(props: DeploymentProps): Workload {
    return new Workload({ kind: 'deployment', settings: _podSettings(props) });
  }

  /**
   * An object of the same app that makes pods: a Deployment, StatefulSet, DaemonSet, Rollout, or anything else with a pod template.
   *
   * Throws MSH061 when there is no such object. At synth: MSH061 when it has no pod template.
   *
   * @param workload The object, or a construct around it, such as a Deployment of cdk8s-plus.
   * @param options Whether its pod template may be completed.
   */
  public static fromApiObject(workload: IConstruct, options: AdoptionOptions = {}): Workload {
    return new Workload({ kind: 'adopted', object: objectOf(workload), complete: options.completePodTemplate ?? true });
  }

  /**
   * Pods that others make, by their labels: of another app, of an operator, of Helm.
   *
   * Throws MSH003 for a bad service account; MSH014 without labels; MSH038 for a bad label.
   *
   * @param pods Their labels, and the service account they run as.
   */
  public static selecting(pods: SelectedPods): Workload {
    checkSomething(pods.labels, '`labels`', 'name labels that all of the pods have: none would be every pod of the namespace');
    return new Workload({
      kind: 'selected', labels: checkLabels(pods.labels, 'labels'), serviceAccountName: checkDnsName(pods.serviceAccountName, 'service account'),
    });
  }

  private constructor(
    /** @internal */
    public readonly _source: Source,
  ) {}

  /**
   * The spec of its Deployment.
   *
   * @internal
   */
  public _render(service: Service, version: Version, companions: readonly Companion[]): DeploymentSpec {
    if (this._source.kind !== 'deployment') return internal('no Deployment of ours');
    return renderDeployment(this._source.settings, service, version, companions);
  }

  /**
   * What its object says now.
   *
   * @internal
   */
  public _read(): PodTemplate {
    if (this._source.kind !== 'adopted') return internal('no object to read');
    return readPodTemplate(this._source.object.toJson(), this._source.object);
  }
}

function objectOf(workload: IConstruct): ApiObject {
  try {
    return ApiObject.of(workload);
  } catch {
    return fail(workload, 'MSH061', {
      what: 'this construct has no object of its own that makes pods',
      fix: 'give the ApiObject, or a construct of which it is the default child',
    });
  }
}
