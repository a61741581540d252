import { z } from "zod";
import type { AccountRole, TwinbergConfig } from "../../../config/schema";
import { findGroup, SHOW_FAILOVER_GROUPS } from "../../../procedures/runtime/failover-group";
import { qualifiedName, quoteIdentifier } from "../../../sql/identifier";
import { observeCatalogWrites } from "../../failover/observe/catalog-writes";
import { topologyOf } from "../../failover/topology";
import type { SnowflakeSession } from "../../snowflake/session";
import { databaseUses } from "../holdings";
import type { SeenAccount, SeenRelation } from "../observation";

const text = z.string().nullish();
const number = z.coerce.number().catch(0);
const namedRows = z.array(z.looseObject({ name: z.string() }));
const taskRows = z.array(z.looseObject({ name: z.string(), schema_name: z.string(), state: z.string() }));
const relationRows = z.array(
  z.looseObject({
    name: z.string(),
    schema_name: z.string(),
    comment: text,
    rows: number.optional(),
    bytes: number.optional(),
    is_external: text,
    is_iceberg: text,
  }),
);

/** Rows that one SHOW gives at most. Source: docs.snowflake.com, sql-reference/sql/show-tables */
const PAGE = 10_000;

/**
 * Looks at one account, and changes nothing. It needs no warehouse: what is looked at may be half gone.
 * @throws the driver's errors
 */
export async function observeAccount(
  config: TwinbergConfig,
  account: AccountRole,
  session: Pick<SnowflakeSession, "execute">,
): Promise<SeenAccount> {
  const topology = topologyOf(config);
  const shown = await session.execute(SHOW_FAILOVER_GROUPS);
  const groups = new Map<string, "primary" | "secondary">();
  for (const { name } of topology.groups) {
    const half = findGroup(shown, topology.accounts[account], name);
    if (half !== undefined) groups.set(name, half.isPrimary ? "primary" : "secondary");
  }
  const uses = databaseUses(config);
  const there = namedRows
    .parse(await session.execute("SHOW DATABASES"))
    .map(({ name }) => name)
    .filter((name) => uses.has(name));
  const databases = new Map<string, readonly SeenRelation[]>();
  for (const name of there) {
    // What a catalog-linked database shows is Glue's, and discovery may be at work.
    databases.set(name, uses.get(name) === "linked" ? [] : await relationsIn(session, name));
  }
  const monitoring = topology.monitoring.name;
  const tasks = there.includes(monitoring)
    ? taskRows.parse(await session.execute(`SHOW TASKS IN DATABASE ${quoteIdentifier(monitoring)}`))
    : [];
  const writes = there.includes(topology.catalogLinked.name)
    ? await observeCatalogWrites(topology, {
        account,
        execute: (sql) => session.execute(sql),
        close: async () => undefined,
      })
    : undefined;
  if (writes?.known === false) throw new Error(`whether it writes to the lake can't be told: ${writes.reason}`);
  return {
    groups,
    runningTasks: tasks
      .filter(({ state }) => state === "started")
      .map(({ schema_name: schema, name }) => qualifiedName(monitoring, schema, name)),
    catalogWrites: writes !== undefined && writes.value !== "NONE",
    databases,
  };
}

async function relationsIn(
  session: Pick<SnowflakeSession, "execute">,
  database: string,
): Promise<readonly SeenRelation[]> {
  const inDatabase = `IN DATABASE ${quoteIdentifier(database)}`;
  const tables = relationRows.parse(await session.execute(`SHOW TABLES ${inDatabase}`));
  const views = relationRows.parse(await session.execute(`SHOW VIEWS ${inDatabase}`));
  if (tables.length >= PAGE || views.length >= PAGE) {
    throw new Error(
      `${database} has ${PAGE} tables or views or more, and SHOW lists no more: what is people's own can't be told`,
    );
  }
  const seen = (kind: SeenRelation["kind"], row: z.infer<typeof relationRows>[number]): SeenRelation => ({
    schema: row.schema_name,
    name: row.name,
    kind,
    comment: row.comment ?? "",
    rows: kind === "table" ? (row.rows ?? 0) : 0,
    bytes: kind === "table" ? (row.bytes ?? 0) : 0,
  });
  return [
    ...tables.map((row) =>
      seen(row.is_external === "Y" ? "external" : row.is_iceberg === "Y" ? "iceberg" : "table", row),
    ),
    ...views.filter(({ schema_name: schema }) => schema !== "INFORMATION_SCHEMA").map((row) => seen("view", row)),
  ];
}
