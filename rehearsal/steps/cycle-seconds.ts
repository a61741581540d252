import type { Schedule, TwinbergConfig } from "../../config/schema";

/** Catalog integrations look for new snapshots every so many seconds unless told otherwise. */
const AUTO_REFRESH_SECONDS = 30;

/** @throws Error for a schedule by cron: the rehearsal's configuration has none, so that a cycle has a length */
function minutesOf(schedule: Schedule): number {
  if ("minutes" in schedule) return schedule.minutes;
  throw new Error(`the rehearsal can't tell how long a cycle of the schedule ${schedule.cron} is: give minutes`);
}

/** After so many seconds a change of the lake has been discovered and refreshed. */
export function discoverySeconds({ databases }: TwinbergConfig): number {
  return databases.catalogLinked.discoverySeconds + AUTO_REFRESH_SECONDS;
}

/** After so many seconds the views of PROD have followed a change of the lake, too. */
export function cycleSeconds(config: TwinbergConfig): number {
  return discoverySeconds(config) + minutesOf(config.schedules.syncProd) * 60;
}

/** After so many seconds both accounts have looked at their health. */
export function heartbeatSeconds({ schedules }: TwinbergConfig): number {
  return minutesOf(schedules.heartbeat) * 60;
}

/** After so many seconds a difference between the accounts' definitions has been exported, replicated and found. */
export function driftSeconds({ schedules }: TwinbergConfig): number {
  return (
    60 * (minutesOf(schedules.exportSchema) + minutesOf(schedules.replicaRefresh) + minutesOf(schedules.detectDrift))
  );
}
