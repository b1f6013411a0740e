const MODULUS = 2_147_483_647;

/** Chance that can be repeated: the same seed makes the same choices. */
export class Random {
  private state: number;

  constructor(readonly seed: number) {
    this.state = ((seed * 7_919) % (MODULUS - 1)) + 1;
    // neighbouring seeds begin alike
    for (let step = 0; step < 10; step++) this.number();
  }

  /** From 0 to 1, as Lehmer, Park and Miller make them. */
  number(): number {
    this.state = (this.state * 48_271) % MODULUS;
    return this.state / MODULUS;
  }

  /** Whether something happens that does so with a probability. */
  chance(probability: number): boolean {
    return this.number() < probability;
  }

  /** Up to, and not including. */
  below(end: number): number {
    return Math.floor(this.number() * end);
  }

  between(least: number, most: number): number {
    return least + this.below(most - least + 1);
  }

  pick<T>(choices: readonly T[]): T {
    return choices[this.below(choices.length)];
  }

  /** Several different ones. */
  some<T>(choices: readonly T[], least: number, most: number): T[] {
    const left = [...choices];
    return Array.from({ length: Math.min(this.between(least, most), left.length) }, () => left.splice(this.below(left.length), 1)[0]);
  }

  times<T>(least: number, most: number, make: (index: number) => T): T[] {
    return Array.from({ length: this.between(least, most) }, (_, index) => make(index));
  }

  /** One of several ways, each as often as its weight says. */
  weighted<T>(choices: readonly (readonly [number, T])[]): T {
    let left = this.number() * choices.reduce((sum, [weight]) => sum + weight, 0);
    for (const [weight, choice] of choices) {
      left -= weight;
      if (left < 0) return choice;
    }
    return choices[choices.length - 1][1];
  }

  /** A part of an object that is there with a probability. */
  maybe<T extends object>(probability: number, make: () => T): Partial<T> {
    return this.chance(probability) ? make() : {};
  }
}
