import { ACCOUNT_ROLES } from "../../config/schema";
import { connectionsOf } from "./connection-statement";
import type { DeclaredProgram } from "./declared-program";
import { groupStatementsOf } from "./failover-group-statement";
import type { PolicyRule } from "./policy-rule";

const WITHOUT_FAILOVER: readonly string[] = ["STANDARD", "ENTERPRISE"];

/** Failover groups and connections are declared where both accounts have them. */
export const failoverNeedsBusinessCritical: PolicyRule = {
  id: "failover-needs-business-critical",
  requirements: ["R1"],
  reason: "failover groups and Client Redirect need Business Critical or above in both accounts",
  source: "docs.snowflake.com/en/user-guide/account-replication-intro",
  fix: "have the accounts upgraded, and say so in accounts.<account>.edition",
  configuration: "accounts.<account>.edition",
  judge: (program) => {
    const problems = editionProblems(program);
    const made = groupStatementsOf(program).filter(({ statement }) => ["create", "replica"].includes(statement.action));
    return [...made, ...connectionsOf(program)].map(({ declared }) => ({ path: declared.path, problems }));
  },
};

function editionProblems({ context }: DeclaredProgram): string[] {
  return ACCOUNT_ROLES.flatMap((role) => {
    const { name, edition } = context.accounts[role];
    return WITHOUT_FAILOVER.includes(edition) ? [`the ${role} account ${name} is ${edition}`] : [];
  });
}
