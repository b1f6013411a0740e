/**
 * What moves a release on.
 */
export class ReleaseEngine {
  /**
   * Weights in the service's routes. The step is a number in the code, and whoever changes it moves the release on.
   *
   * @see https://istio.io/latest/docs/tasks/traffic-management/traffic-shifting/
   */
  public static istioWeights(): ReleaseEngine {
    return new ReleaseEngine((steps, step) => (step === 0 ? 0 : steps[step - 1]));
  }

  private constructor(
    /** @internal The share of requests that the candidate gets now, in percent. */
    public readonly _weight: (steps: readonly number[], step: number) => number,
  ) {}
}
