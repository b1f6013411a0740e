/** A fault of the library, not of its user: whoever declares such a thing is told before anything is rendered. */
export function internal(what: string): never {
  throw new Error(`cdk8s-istio: internal error: ${what}; this was to be refused where it was declared, please report it`);
}

/** What the model promises to have. */
export function required<T>(value: T | undefined, what: string): T {
  return value === undefined ? internal(`no ${what}`) : value;
}
