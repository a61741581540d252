import type { SnowflakeObject } from "./snowflake-object";

export const FREQUENCIES = ["MONTHLY", "DAILY", "WEEKLY", "YEARLY", "NEVER"] as const;
export type Frequency = (typeof FREQUENCIES)[number];

export type TriggerAction = "NOTIFY" | "SUSPEND" | "SUSPEND_IMMEDIATE";

/** What happens when this share of the quota has been used. */
export interface Trigger {
  /** Percent of the credit quota; more than 100 is allowed. */
  readonly threshold: number;
  readonly action: TriggerAction;
}

/** A resource monitor. No credits are ever used here, so triggers never fire. */
export interface ResourceMonitor extends SnowflakeObject {
  /** Credits per interval; null: no quota. */
  creditQuota: number | null;
  frequency: Frequency;
  /** As written ('IMMEDIATELY' resolved to the time of the statement): `YYYY-MM-DD HH:MM`. */
  startTime: string;
  endTime: string | null;
  /** Names of the users who get mail besides the account administrators. */
  notifyUsers: readonly string[];
  triggers: readonly Trigger[];
}
