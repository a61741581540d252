import { invalidProperty, invalidValue } from "../../../errors";
import { FREQUENCIES, type ResourceMonitor, type Trigger, type TriggerAction } from "../../../objects/resource-monitor";
import type { Cursor } from "../../cursor";
import { integer, list, nameOrText, nullable, oneOf, type Properties, readProperties, text } from "../../properties";
import type { ExecutionContext } from "../../statement";

const SPEC = {
  CREDIT_QUOTA: nullable(integer),
  FREQUENCY: oneOf(FREQUENCIES),
  START_TIMESTAMP: nullable(text),
  END_TIMESTAMP: nullable(text),
  NOTIFY_USERS: list(nameOrText),
};

/** What CREATE and ALTER RESOURCE MONITOR can say. */
export interface ResourceMonitorSettings {
  readonly properties: Properties<typeof SPEC>;
  /** undefined: not written, the triggers stay. */
  readonly triggers: readonly Trigger[] | undefined;
}

/** Reads `property = value …` and `TRIGGERS ON n PERCENT DO action …`. */
export function readMonitorSettings(cursor: Cursor): ResourceMonitorSettings {
  const properties = readProperties(cursor, SPEC);
  return { properties, triggers: cursor.take("TRIGGERS") ? readTriggers(cursor) : undefined };
}

function readTriggers(cursor: Cursor): readonly Trigger[] {
  const triggers: Trigger[] = [];
  do {
    cursor.expect("ON");
    const threshold = cursor.integer();
    cursor.expect("PERCENT DO");
    const action = cursor.takeOneOf<TriggerAction>("SUSPEND_IMMEDIATE", "SUSPEND", "NOTIFY");
    if (action === undefined) throw cursor.unexpected();
    triggers.push({ threshold, action });
  } while (cursor.isWords("ON"));
  for (const single of ["SUSPEND", "SUSPEND_IMMEDIATE"] as const) {
    if (triggers.filter((trigger) => trigger.action === single).length > 1) {
      throw invalidProperty("TRIGGERS", `only one trigger may do ${single}`);
    }
  }
  if (triggers.filter((trigger) => trigger.action === "NOTIFY").length > 5) {
    throw invalidProperty("TRIGGERS", "no more than five triggers may do NOTIFY");
  }
  return triggers;
}

/** `YYYY-MM-DD HH:MM` of a timestamp literal. Throws 001008 for what is none. */
function readTimestamp(written: string, property: string, now: number): string {
  const at = written.toUpperCase() === "IMMEDIATELY" ? now : Date.parse(`${written.replace(" ", "T")}Z`);
  const fallback = Date.parse(written);
  const time = Number.isNaN(at) ? fallback : at;
  if (Number.isNaN(time)) throw invalidValue(written, property);
  return new Date(time).toISOString().slice(0, 16).replace("T", " ");
}

/** Puts settings on a resource monitor. Throws, and changes nothing, when they don't go together. */
export function applyMonitorSettings(
  { account }: ExecutionContext,
  monitor: ResourceMonitor,
  { properties: given, triggers }: ResourceMonitorSettings,
): void {
  const now = account.clock.now();
  // D: FREQUENCY and START_TIMESTAMP are set together.
  if ((given.FREQUENCY === undefined) !== (given.START_TIMESTAMP === undefined)) {
    throw invalidProperty("FREQUENCY", "FREQUENCY and START_TIMESTAMP must be set together");
  }
  const users = account.state.objects.USER;
  const stranger = given.NOTIFY_USERS?.find((name) => !users.has(name));
  if (stranger !== undefined) throw invalidValue(stranger, "NOTIFY_USERS");
  const start = given.START_TIMESTAMP;
  const startTime = typeof start === "string" ? readTimestamp(start, "START_TIMESTAMP", now) : monitor.startTime;
  const end = given.END_TIMESTAMP;
  const endTime = typeof end === "string" ? readTimestamp(end, "END_TIMESTAMP", now) : end;
  monitor.startTime = startTime;
  if (endTime !== undefined) monitor.endTime = endTime;
  if (given.CREDIT_QUOTA !== undefined) monitor.creditQuota = given.CREDIT_QUOTA;
  monitor.frequency = given.FREQUENCY ?? monitor.frequency;
  monitor.notifyUsers = given.NOTIFY_USERS ?? monitor.notifyUsers;
  monitor.triggers = triggers ?? monitor.triggers;
}
