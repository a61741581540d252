/**
 * Maps `items` by an asynchronous function, with at most `limit` calls under way, in the order of the items.
 *
 * The first rejection rejects the whole, and no further call is started.
 */
export async function mapWithLimit<T, R>(
  items: readonly T[],
  limit: number,
  map: (item: T) => Promise<R>,
): Promise<readonly R[]> {
  const results = new Map<number, R>();
  const queue = items.entries();
  const work = async (): Promise<void> => {
    for (const [index, item] of queue) results.set(index, await map(item));
  };
  const stop = (error: unknown): never => {
    for (const _ of queue);
    throw error;
  };
  await Promise.all(Array.from({ length: Math.min(limit, items.length) }, () => work().catch(stop)));
  return [...results].sort(([a], [b]) => a - b).map(([, result]) => result);
}
