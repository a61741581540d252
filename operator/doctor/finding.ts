import { RehearsalError } from "../../rehearsal/errors";
import type { Finding } from "./check";

/** Runs a search that throws a {@link RehearsalError} when it finds nothing, and turns that into a finding with its remedy. */
export async function findingFrom(search: () => Promise<string>): Promise<Finding> {
  try {
    return { kind: "ok", found: await search() };
  } catch (error) {
    if (error instanceof RehearsalError) {
      return { kind: "missing", found: error.message, fix: error.remedy };
    }
    throw error;
  }
}
