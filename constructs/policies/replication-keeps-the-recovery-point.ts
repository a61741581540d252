import { longestCronGap } from "../../config/cron-gap";
import type { DeclaredProgram } from "./declared-program";
import { type FailoverGroupClause, type FailoverGroupStatement, groupStatementsOf } from "./failover-group-statement";
import type { PolicyRule } from "./policy-rule";

/** What RPO Assurance aims at, in minutes. */
const ASSURED_MINUTES = 30;
/** Pairs of AWS regions that RPO Assurance is known to serve, each in alphabetical order. */
const ASSURED_PAIRS: readonly string[] = [
  "AWS_EU_CENTRAL_1 AWS_EU_WEST_1",
  "AWS_US_EAST_1 AWS_US_EAST_2",
  "AWS_US_EAST_1 AWS_US_WEST_2",
];

/** What the secondary holds is as young as the recovery point objective asks. */
export const replicationKeepsTheRecoveryPoint: PolicyRule = {
  id: "replication-keeps-the-recovery-point",
  requirements: ["R7"],
  reason: "a replica is at most twice its schedule old; a group without a schedule is never refreshed by itself",
  source: "docs.snowflake.com/en/user-guide/account-replication-intro",
  fix: "refresh more often (failover.schedule), or raise recoveryPointObjectiveMinutes; RPO_ASSURANCE serves some pairs of regions",
  configuration: "recoveryPointObjectiveMinutes",
  judge: (program) => {
    const statements = groupStatementsOf(program).filter(({ statement }) => statement.action !== "replica");
    const refreshed = new Set(
      statements.filter(({ statement }) => says(statement)).map(({ statement }) => statement.group),
    );
    return statements
      .filter(({ statement }) => statement.action === "create" || says(statement))
      .map(({ statement, declared }) => ({
        path: declared.path,
        problems: says(statement)
          ? refreshProblems(statement, program)
          : refreshed.has(statement.group)
            ? []
            : [`${statement.group} has neither REPLICATION_SCHEDULE nor RPO_ASSURANCE`],
      }));
  },
};

const CLAUSES: readonly FailoverGroupClause[] = ["REPLICATION_SCHEDULE", "RPO_ASSURANCE"];

function says({ clauses }: FailoverGroupStatement): boolean {
  return CLAUSES.some((clause) => clauses.has(clause));
}

function refreshProblems({ group, clauses }: FailoverGroupStatement, { context }: DeclaredProgram): string[] {
  const objective = context.recoveryPointMinutes;
  const [schedule] = clauses.get("REPLICATION_SCHEDULE") ?? [];
  const assured = clauses.get("RPO_ASSURANCE")?.[0] === "TRUE";
  const pair = [context.accounts.primary.region, context.accounts.secondary.region].sort().join(" ");
  return [
    ...(schedule === undefined ? [] : scheduleProblems(group, schedule, objective)),
    ...(assured && objective < ASSURED_MINUTES
      ? [`RPO_ASSURANCE aims at ${ASSURED_MINUTES} minutes, and the objective is ${objective}`]
      : []),
    ...(assured && !ASSURED_PAIRS.includes(pair)
      ? [`RPO_ASSURANCE isn't known to serve ${pair.replace(" ", " and ")}`]
      : []),
    ...(assured && schedule !== undefined
      ? [`${group} has RPO_ASSURANCE and a schedule, which exclude each other`]
      : []),
  ];
}

function scheduleProblems(group: string, schedule: string, objective: number): string[] {
  const cron = /^USING CRON (.+)$/i.exec(schedule)?.[1];
  const minutes = cron === undefined ? Number(/^(\d+) MINUTES?$/i.exec(schedule)?.[1]) : longestCronGap(cron);
  if (minutes === undefined || Number.isNaN(minutes)) {
    return [`how often '${schedule}' refreshes ${group} can't be told`];
  }
  return 2 * minutes <= objective
    ? []
    : [`twice '${schedule}' is ${2 * minutes} minutes, and the objective is ${objective}`];
}
