import type { Known } from "../../failover/observation";

/** What a look tells, or why it doesn't. */
export async function known<Value>(
  look: () => Promise<Value>,
  reasonOf: (error: unknown) => string = plain,
): Promise<Known<Value>> {
  try {
    return { known: true, value: await look() };
  } catch (error) {
    return { known: false, reason: reasonOf(error) };
  }
}

const plain = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).replace(/\s+/g, " ").trim();
