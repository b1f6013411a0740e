/**
 * What moves a release on.
 */
export abstract class ReleaseEngine {
  /**
   * Weights in the service's routes: the step is a number in the code, and whoever changes it moves the release on.
   *
   * @see https://istio.io/latest/docs/tasks/traffic-management/traffic-shifting/
   */
  public static istioWeights(): ReleaseEngine {
    return new IstioWeights();
  }

  /**
   * The share of requests that the candidate gets now, in percent.
   *
   * @internal
   */
  public abstract _weight(steps: readonly number[], step: number): number;
}

class IstioWeights extends ReleaseEngine {
  /** @internal */
  public _weight(steps: readonly number[], step: number): number {
    return step === 0 ? 0 : steps[step - 1];
  }
}
