/** Numbers that look random and are the same on every run. */
export function randomOf(seed: number): () => number {
  let state = seed % 2147483647 + 1;
  return () => {
    state = (state * 48271) % 2147483647;
    return (state - 1) / 2147483646;
  };
}

export function oneOf<Item>(items: readonly Item[], random: () => number): Item {
  return items[Math.floor(random() * items.length)] ?? items[0];
}
