import { eachGroupStatement } from "./failover-group-statement";
import type { PolicyRule } from "./policy-rule";

const LONGEST_MINUTES = 11520;

/** A group is refreshed every 1 to 11520 minutes, or by cron. */
export const failoverGroupScheduleIsPossible: PolicyRule = {
  id: "failover-group-schedule-is-possible",
  requirements: ["R7"],
  reason: "Snowflake refuses any other REPLICATION_SCHEDULE",
  source: "docs.snowflake.com/en/sql-reference/sql/create-failover-group",
  fix: "choose a schedule that Snowflake takes (failover.schedule)",
  configuration: "failover.schedule",
  judge: eachGroupStatement(({ clauses }) => {
    const [schedule] = clauses.get("REPLICATION_SCHEDULE") ?? [];
    if (schedule === undefined || /^USING CRON (\S+ ){5}\S+$/i.test(schedule)) {
      return [];
    }
    const minutes = Number(/^(\d+) MINUTES?$/i.exec(schedule)?.[1]);
    return minutes >= 1 && minutes <= LONGEST_MINUTES
      ? []
      : [`'${schedule}' is neither 1 to ${LONGEST_MINUTES} MINUTE nor USING CRON with five fields and a time zone`];
  }),
};
