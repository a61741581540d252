import { connectionsOf } from "./connection-statement";
import type { PolicyRule } from "./policy-rule";

/** A connection has a half in each account under one name, and the accounts are in different regions. */
export const connectionLeadsToAnotherRegion: PolicyRule = {
  id: "connection-leads-to-another-region",
  requirements: ["R8"],
  reason: "Client Redirect fails over between accounts in different regions only, and finds the other half by its name",
  source: "docs.snowflake.com/en/user-guide/client-redirect",
  fix: "declare both halves under one name (failover.connection), or leave the connection out",
  configuration: "failover.connection",
  judge: (program) => {
    const { primary, secondary } = program.context.accounts;
    const connections = connectionsOf(program);
    return connections.map(({ name, side, declared }) => ({
      path: declared.path,
      problems: [
        ...(primary.region === secondary.region ? [`both accounts are in ${primary.region}`] : []),
        ...(connections.some((other) => other.name === name && other.side !== side)
          ? []
          : [`${name} has no ${side === "source" ? "replica" : "source"} in the other account`]),
      ],
    }));
  },
};
