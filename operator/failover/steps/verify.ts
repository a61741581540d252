import type { AccountRole } from "../../../config/schema";
import { SHOW_FAILOVER_GROUPS } from "../../../procedures/runtime/failover-group";
import { qualifiedName } from "../../../sql/identifier";
import { StepError } from "../errors";
import type { Step } from "../step";
import type { FailoverTopology, GroupTopology } from "../topology";
import { lookAtSide, rowsOf } from "./look";
import { tablesIn } from "./tables";

/** Looks whether a promoted group is what it should be, and that its database answers. */
export function verify(topology: FailoverTopology, account: AccountRole, { name, kind }: GroupTopology): Step {
  const probe = (schema: string, table: string) =>
    `SELECT COUNT(*) AS N FROM ${qualifiedName(topology.operations.name, schema, table)}`;
  return {
    id: `verify:${name}`,
    title: `Verify ${name} in ${account}`,
    account,
    unreachable: "stop",
    precondition: `${name} is promoted`,
    commands: [SHOW_FAILOVER_GROUPS, ...(kind === "database" ? [probe("<schema>", "<each table>")] : [])],
    postcondition: `${account} is the primary${kind === "database" ? `, and each table of ${topology.operations.name} answers` : ""}`,
    run: async (world) => {
      const { isPrimary } = await lookAtSide(world, account, name);
      if (!isPrimary) throw new StepError(`${account} is not the primary of ${name}`);
      if (kind !== "database") return { outcome: "done", observed: { isPrimary } };
      const rows: Record<string, number> = {};
      for (const { schema, table } of await tablesIn(world, account, topology.operations.name)) {
        const [row] = await rowsOf(world, account, probe(schema, table));
        rows[`${schema}.${table}`] = Number(row?.N);
      }
      return { outcome: "done", observed: { isPrimary, rows } };
    },
  };
}
