/** Asks again until there is an answer; says what it waited for when there never is. */
export async function until<T>(what: string, seconds: number, ask: () => Promise<T | undefined | false>, pause = 50): Promise<T> {
  const end = Date.now() + seconds * 1_000;
  let last: unknown;
  while (Date.now() < end) {
    try {
      const answer = await ask();
      if (answer !== undefined && answer !== false) return answer;
    } catch (error) {
      last = error;
    }
    await sleep(pause);
  }
  throw new Error(`waited ${seconds} s for ${what}${last instanceof Error ? `: ${last.message}` : ''}`);
}

export async function sleep(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
