import type { AccountRole } from "../../../config/schema";
import { qualifiedName } from "../../../sql/identifier";
import { StepError } from "../errors";
import type { Step, StepWorld } from "../step";
import type { FailoverTopology } from "../topology";
import { lookAtSides, rowsOf } from "./look";
import { type TableName, tablesIn, tablesQuery } from "./tables";

/** The schema that keeps what an account wrote after the cut. */
export function quarantineSchema(epoch: number): string {
  return `QUARANTINE_E${epoch}`;
}

/** What a table's copy is called. */
export function copyName({ schema, table }: TableName): string {
  return `${schema}__${table}`;
}

/** Copies each replicated table of the old side, before a refresh overwrites it. */
export function quarantineBefore(topology: FailoverTopology, account: AccountRole): Step {
  const { monitoring, operations } = topology;
  const inMonitoring = (...parts: string[]) => qualifiedName(monitoring.name, ...parts);
  return {
    id: `quarantine-before:${account}`,
    title: `Copy what ${account} has in ${operations.name}, before a refresh overwrites it`,
    account,
    unreachable: "record",
    precondition: "its groups are secondaries that haven't been refreshed since",
    commands: [
      `CREATE SCHEMA IF NOT EXISTS ${inMonitoring("QUARANTINE_E<epoch>")}`,
      tablesQuery(operations.name),
      `CREATE TABLE ${inMonitoring("QUARANTINE_E<epoch>", "<schema>__<table>")} AS SELECT * FROM <each table of ${operations.name}>`,
    ],
    postcondition: `each table of ${operations.name} has a copy`,
    run: async (world) => {
      await mustBeSecondary(world, account);
      const schema = quarantineSchema(world.firstEpoch);
      const tables = await tablesIn(world, account, operations.name);
      let existing = await copies(world, account, schema);
      let made = 0;
      if (tables.some((one) => !existing.has(copyName(one)))) {
        await world.change(account, `CREATE SCHEMA IF NOT EXISTS ${inMonitoring(schema)}`);
        for (const one of tables.filter((table) => !existing.has(copyName(table)))) {
          const source = qualifiedName(operations.name, one.schema, one.table);
          await world.change(account, `CREATE TABLE ${inMonitoring(schema, copyName(one))} AS SELECT * FROM ${source}`);
          made += 1;
        }
        existing = await copies(world, account, schema);
      }
      const missing = tables.filter((one) => !existing.has(copyName(one))).map(copyName);
      if (missing.length > 0) throw new StepError(`${missing.join(", ")} of ${schema} are missing in ${account}`);
      return { outcome: made === 0 ? "already" : "done", observed: { schema, tables: [...existing].sort() } };
    },
  };
}

/** What stays primary is nobody's replica: there is nothing to overwrite, and nothing to quarantine. */
async function mustBeSecondary(world: StepWorld, account: AccountRole): Promise<void> {
  for (const [name, { isPrimary }] of await lookAtSides(world, account)) {
    if (isPrimary) throw new StepError(`${account} still shows itself as the primary of ${name}`);
  }
}

/** The copies that there are, in an account that may have none. */
export async function copies(world: StepWorld, account: AccountRole, schema: string): Promise<ReadonlySet<string>> {
  const rows = await tablesIn(world, account, world.topology.monitoring.name);
  return new Set(rows.flatMap((one) => (one.schema === schema ? [one.table] : [])));
}

/** How many rows a copy has. */
export async function countRows(world: StepWorld, account: AccountRole, name: string): Promise<number> {
  const [row] = await rowsOf(world, account, `SELECT COUNT(*) AS N FROM ${name}`);
  return Number(row?.N);
}
