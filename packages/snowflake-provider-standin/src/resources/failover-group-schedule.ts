import { type CtyRecord, isList, isRecord } from "../plugin/cty";
import type { ResourceData } from "../plugin/resource-data";

/**
 * REPLICATION_SCHEDULE of the block `replication_schedule`; undefined: none. While creating, the real provider silently drops an
 * interval of 1 minute or less.
 */
export function failoverSchedule(data: ResourceData, operation: "create" | "update"): string | undefined {
  const [schedule] = data.blocks("replication_schedule");
  if (schedule === undefined) return undefined;
  const cron = firstOf(schedule, "cron");
  const interval = typeof schedule.interval === "number" ? schedule.interval : 0;
  const every = operation === "create" && interval <= 1 ? undefined : `${interval} MINUTE`;
  if (cron === undefined) return every;
  const zone = operation === "create" || cron.time_zone !== "" ? ` ${String(cron.time_zone)}` : "";
  return `USING CRON ${String(cron.expression)}${zone}`;
}

/** Writes a schedule as Snowflake shows it into the state. A schedule that is gone is not noticed: the stored one stays. */
export function storeSchedule(data: ResourceData, shown: string): void {
  if (shown === "") return;
  if (shown.includes("MINUTE")) {
    data.set("replication_schedule", [{ interval: Number(shown.replace(/ MINUTE$/, "")), cron: [] }]);
    return;
  }
  const words = shown.replace(/^USING CRON /, "").split(" ");
  const cron = { expression: words.slice(0, -1).join(" "), time_zone: words.at(-1) ?? "" };
  data.set("replication_schedule", [{ interval: 0, cron: [cron] }]);
}

function firstOf(block: CtyRecord, name: string): CtyRecord | undefined {
  const value = block[name] ?? null;
  return isList(value) ? value.find(isRecord) : undefined;
}
