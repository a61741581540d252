import { errorText } from "./session";

/** What was asked for, or why it couldn't be told: an answer of 0 is another thing than none. */
export type Observation<T> =
  | { readonly known: true; readonly value: T }
  | { readonly known: false; readonly reason: string };

/** What `ask` answers; its error is why it isn't known. */
export function observe<T>(ask: () => T): Observation<T> {
  try {
    return { known: true, value: ask() };
  } catch (error) {
    return { known: false, reason: errorText(error) };
  }
}
