import type { StatementRunner } from "../../src/provider/session";

/** Runs statements and remembers them, without the tracking comment. */
export interface RecordingRunner extends StatementRunner {
  /** What was run, in order; tests empty it. */
  readonly statements: string[];
}

/** A statement without the comment that the provider puts behind it. */
export function withoutTracking(sqlText: string): string {
  const [statement = ""] = sqlText.split(" --terraform_provider_usage_tracking");
  return statement;
}
