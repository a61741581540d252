import { RehearsalError } from "../../rehearsal/errors";
import type { Finding } from "./check";

/**
 * Runs a search that tells what it found, or a whole finding; a {@link RehearsalError} that it throws becomes a finding with its
 * remedy.
 */
export async function findingFrom(search: () => Promise<string | Finding>): Promise<Finding> {
  try {
    const found = await search();
    return typeof found === "string" ? { kind: "ok", found } : found;
  } catch (error) {
    if (error instanceof RehearsalError) {
      return { kind: "missing", found: error.message, fix: error.remedy };
    }
    throw error;
  }
}
