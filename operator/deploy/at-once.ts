/**
 * Lets at most so many works run at once; the others wait, first come first served.
 * @param limit 1 or more
 */
export function atOnce(limit: number): <T>(work: () => Promise<T>) => Promise<T> {
  let free = limit;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (free > 0) free -= 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      // Who waits takes the place over; nobody can come in between.
      if (next === undefined) free += 1;
      else next();
    }
  };
}
