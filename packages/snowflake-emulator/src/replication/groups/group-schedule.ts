import { invalidValue } from "../../errors";
import type { GroupSettings, SecondaryGroupRole } from "../../objects/failover-group";
import { nextTime, readSchedule, type Schedule } from "../../time/schedule";

const MINUTES = /^\s*(\d{1,9})\s+(?:M|MINUTES?)\s*$/i;

/** D: a longer interval is accepted, and never comes. Minutes. */
export const LONGEST_MINUTES = 11_520;
/** D: OPTIMIZED_REFRESH, the longest interval in milliseconds. */
export const LONGEST_OPTIMIZED = 6 * 60 * 60 * 1000;

/**
 * A REPLICATION_SCHEDULE as SHOW writes it: `10 MINUTE`, or `USING CRON <five fields> <time zone>`. Throws 001008 for any
 * other text.
 */
export function normalizeSchedule(text: string): string {
  const [, minutes] = MINUTES.exec(text) ?? [];
  if (minutes !== undefined) {
    if (Number(minutes) === 0) throw invalidValue(text, "REPLICATION_SCHEDULE");
    return `${Number(minutes)} MINUTE`;
  }
  const trimmed = text.trim().replace(/\s+/g, " ");
  if (!/^USING CRON /i.test(trimmed) || readSchedule(trimmed).kind !== "cron") {
    throw invalidValue(text, "REPLICATION_SCHEDULE");
  }
  return trimmed.replace(/^USING CRON /i, "USING CRON ");
}

/** Reads a normalized schedule; undefined: it never comes. */
function scheduleOf(text: string): Schedule | undefined {
  const [, minutes] = MINUTES.exec(text) ?? [];
  if (minutes !== undefined) {
    return Number(minutes) > LONGEST_MINUTES ? undefined : { kind: "interval", milliseconds: Number(minutes) * 60_000 };
  }
  const read = readSchedule(text);
  return read.kind === "cron" ? read : undefined;
}

/** Schedules by their text: read once. */
const READ = new Map<string, Schedule | undefined>();

function read(text: string): Schedule | undefined {
  if (!READ.has(text)) READ.set(text, scheduleOf(text));
  return READ.get(text);
}

/** The time between two refreshes, milliseconds; undefined where no interval is set. */
export function intervalOf(schedule: string): number | undefined {
  const known = read(schedule);
  return known?.kind === "interval" ? known.milliseconds : undefined;
}

/**
 * When a secondary group is to be refreshed next, milliseconds: may have passed already. The first refresh is due at once, each
 * later one counts from the start of the one before, also of one that was asked for (D: Replication schedule). undefined: never.
 */
export function nextRefresh(
  { schedule, scheduleSince }: Pick<GroupSettings, "schedule" | "scheduleSince">,
  { suspended, scheduledSince, refreshedAt }: SecondaryGroupRole,
): number | undefined {
  const known = schedule === null ? undefined : read(schedule);
  if (known === undefined || suspended) return undefined;
  if (refreshedAt === null) return Math.max(scheduledSince, scheduleSince);
  const base = Math.max(scheduleSince, scheduledSince, refreshedAt);
  return nextTime(known, base, base);
}
