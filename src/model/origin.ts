/** Where a fact comes from, so that every message can say who asked for it. */
export interface Origin {
  /** Path of the construct. */
  readonly path: string;
  /** The constructor or method that declared it, as the user wrote it: `orders.calls(payments)`. */
  readonly call: string;
}
