/** Some at once, and then the next ones; results in the order of the items. */
export async function inChunks<Item, Result>(items: readonly Item[], atOnce: number, work: (item: Item) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  for (let first = 0; first < items.length; first += atOnce) results.push(...await Promise.all(items.slice(first, first + atOnce).map(work)));
  return results;
}
