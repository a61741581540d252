/** A promise that somebody will await, though not at once: until then its rejection is no unhandled one, which would end the process. */
export function awaitedLater<T>(promise: Promise<T>): Promise<T> {
  promise.then(undefined, () => undefined);
  return promise;
}
