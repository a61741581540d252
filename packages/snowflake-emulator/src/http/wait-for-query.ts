import type { Query, QueryRecord } from "../session/query";

/**
 * Waits for a statement to end, for so long. Undefined: it is still in progress.
 * @param heedsDetach return at once when the statement lets its clients go (the first answer to it does)
 */
export async function waitForQuery(
  query: Query,
  milliseconds: number,
  heedsDetach: boolean,
): Promise<QueryRecord | undefined> {
  if (query.record !== undefined) return query.record;
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, milliseconds).unref();
  });
  await Promise.race([query.ended, late, ...(heedsDetach ? [query.detached] : [])]);
  clearTimeout(timer);
  return query.record;
}
