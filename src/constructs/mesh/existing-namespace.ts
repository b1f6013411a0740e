import { ApiObject } from 'cdk8s';
import { type IConstruct } from 'constructs';

/**
 * A namespace that somebody else makes. The library adds its policies to it, and checks that its labels let the mesh in.
 *
 * @example
 *
 * new ZeroTrustNamespace(chart, 'billing', {
 *   existing: ExistingNamespace.labelled({ 'istio-injection': 'enabled' }),
 * });
 */
export class ExistingNamespace {
  /**
   * A namespace of the cluster, with the labels it carries there.
   *
   * @param labels All labels that speak about Istio or pod security.
   */
  public static labelled(labels: { [name: string]: string }): ExistingNamespace {
    const copy = { ...labels };
    return new ExistingNamespace(() => copy);
  }

  /**
   * A Namespace object of this app, made with cdk8s-plus or anything else.
   *
   * @param object The ApiObject, or a construct that wraps it.
   */
  public static fromApiObject(object: IConstruct): ExistingNamespace {
    return new ExistingNamespace(() => ApiObject.of(object).toJson().metadata?.labels ?? {});
  }

  private constructor(
    /** @internal */
    public readonly _labels: () => Readonly<Record<string, string>>,
  ) {}
}
