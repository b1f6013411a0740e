/**
 * A generated L1 struct as the plain data it stands for: the compiler checks names and enum values, nothing of imports/ is loaded.
 */
export type Spec<T> =
  T extends string ? `${T}`
    : T extends number | boolean | undefined | null ? T
      : T extends readonly (infer Item)[] ? readonly Spec<Item>[]
        : T extends object ? { readonly [Key in keyof T]: Spec<T[Key]> }
          : T;
