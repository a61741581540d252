import type { AccountRole } from "../../../config/schema";
import { qualifiedName, quoteIdentifier } from "../../../sql/identifier";
import { MESSAGES } from "../messages";
import type { Step, StepWorld } from "../step";
import type { FailoverTopology } from "../topology";
import { copies, copyName, countRows, quarantineSchema } from "./quarantine-before";
import { columnsOf, type TableName, tablesIn } from "./tables";

/** Takes out of the copies what the other side has, too. What remains is only here. */
export function quarantineAfter(topology: FailoverTopology, account: AccountRole): Step {
  const { monitoring, operations } = topology;
  const inMonitoring = (...parts: string[]) => qualifiedName(monitoring.name, ...parts);
  const copy = inMonitoring("QUARANTINE_E<epoch>", "<schema>__<table>");
  return {
    id: `quarantine-after:${account}`,
    title: `Keep of the copies in ${account} only what the other account doesn't have`,
    account,
    unreachable: "record",
    precondition: "the copies are made, and the groups are refreshed",
    commands: [
      `DELETE FROM ${copy} USING <the table of ${operations.name}> AS T WHERE EQUAL_NULL(<each column>)`,
      `DROP TABLE ${copy}, where it is empty`,
      `DROP SCHEMA ${inMonitoring("QUARANTINE_E<epoch>")}, where it is empty`,
    ],
    postcondition: "each copy that is left has rows, and they are reported",
    run: async (world) => {
      const schema = quarantineSchema(world.firstEpoch);
      const before = await copies(world, account, schema);
      const originals = new Map((await tablesIn(world, account, operations.name)).map((one) => [copyName(one), one]));
      const left: Record<string, number> = {};
      for (const name of [...before].sort()) {
        const qualified = inMonitoring(schema, name);
        const original = originals.get(name);
        if (original !== undefined) await deleteCommon(world, account, { schema, name, original });
        const rows = await countRows(world, account, qualified);
        if (rows === 0) await world.change(account, `DROP TABLE IF EXISTS ${qualified}`);
        else left[name] = rows;
      }
      if (Object.keys(left).length === 0) {
        await world.change(account, `DROP SCHEMA IF EXISTS ${inMonitoring(schema)}`);
      } else {
        world.tell(MESSAGES.quarantined, { account, schema: `${monitoring.name}.${schema}`, tables: left });
      }
      const total = Object.values(left).reduce((sum, rows) => sum + rows, 0);
      await world.measure(`quarantined:${account}`, total, "rows");
      return { outcome: "done", observed: { schema, quarantined: left } };
    },
  };
}

/** Rows can be compared where the columns are the same; otherwise all are kept. */
async function deleteCommon(
  world: StepWorld,
  account: AccountRole,
  { schema, name, original }: { readonly schema: string; readonly name: string; readonly original: TableName },
): Promise<void> {
  const { monitoring, operations } = world.topology;
  const own = await columnsOf(world, account, monitoring.name, { schema, table: name });
  const others = await columnsOf(world, account, operations.name, original);
  if (own.length === 0 || own.join("\0") !== others.join("\0")) return;
  const copy = qualifiedName(monitoring.name, schema, name);
  const source = qualifiedName(operations.name, original.schema, original.table);
  const equal = own.map((column) => `EQUAL_NULL(C.${quoteIdentifier(column)}, T.${quoteIdentifier(column)})`);
  await world.change(account, `DELETE FROM ${copy} AS C USING ${source} AS T WHERE ${equal.join(" AND ")}`);
}
