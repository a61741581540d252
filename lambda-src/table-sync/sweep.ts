import { readShown, type ShownTable } from "./actual";
import { isSynced } from "./databases";
import { nameOf } from "./desired";
import type { Fact } from "./fact";
import type { GlueTable } from "./glue-table";
import { type TableIdentity, tableKey } from "./identity";
import { identityOf } from "./mark";
import { schemaOf } from "./names";
import { seenMark } from "./plan";
import type { SyncPorts } from "./ports";
import { isRefusal } from "./refusal";
import type { SchemaName, SyncSettings } from "./settings";
import { type Outcome, StaleReading, sourceOf, syncTable, TableIsBusy } from "./sync-table";

/** Where a sweep goes on: with the first table behind this one. Databases are taken by name, as are tables. */
export interface SweepCursor {
  readonly database: string;
  /** `""`: from the database's first table on. */
  readonly after: string;
}

/** What a sweep is to do, and for how long. */
export interface SweepRequest {
  /** Only this Glue database. Default: all of them, and what is left of those that are gone. */
  readonly database?: string;
  /** Default: from the start. */
  readonly cursor?: SweepCursor;
  /** Asked before each table that is out of step: whether there is time for it. */
  readonly hasTime: () => boolean;
}

/** What a sweep came to. */
export interface SweepResult {
  /** How many tables were compared. */
  readonly compared: number;
  /** Tables that were out of step and aren't any more. */
  readonly repaired: readonly Outcome[];
  /** Tables that are still out of step. */
  readonly failed: readonly { readonly identity: TableIdentity; readonly error: unknown }[];
  /** Where to go on. Absent: it is through. */
  readonly next?: SweepCursor;
}

/** A table that Glue has, that Snowflake has, or that is remembered. */
interface Candidate {
  readonly identity: TableIdentity;
  readonly glue: GlueTable | undefined;
}

/**
 * Compares every table with its external table, and brings in step those that are not: whatever events were lost, and
 * whatever somebody did in Snowflake. Where nothing has changed it costs a Glue call per 100 tables and one listing per
 * Snowflake database (of up to 10,000 tables).
 */
export async function sweep(request: SweepRequest, ports: SyncPorts, settings: SyncSettings): Promise<SweepResult> {
  const { hasTime, cursor } = request;
  const repaired: Outcome[] = [];
  const failed: { readonly identity: TableIdentity; readonly error: unknown }[] = [];
  let compared = 0;
  let at: SweepCursor | undefined = cursor;
  for await (const { identity, inStep } of compareTables(request, ports, settings)) {
    if (!inStep && !hasTime()) {
      return { compared, repaired, failed, next: at ?? { database: identity.database, after: "" } };
    }
    compared += 1;
    at = { database: identity.database, after: identity.table };
    if (inStep) continue;
    try {
      const outcome = await syncTable({ identity, cause: "CHECK" }, ports, settings);
      if (outcome.steps.length > 0) repaired.push(outcome);
    } catch (error) {
      // Somebody is at it: an event, or another sweep.
      if (!(error instanceof TableIsBusy || error instanceof StaleReading)) failed.push({ identity, error });
    }
  }
  return { compared, repaired, failed };
}

/** Whether a table is in step, as far as listings tell. */
export interface Comparison {
  readonly identity: TableIdentity;
  /** What is remembered of it. */
  readonly fact: Fact | undefined;
  readonly inStep: boolean;
}

/** Compares tables by listings alone, database by database and by name. */
export async function* compareTables(
  { database: only, cursor }: Pick<SweepRequest, "database" | "cursor">,
  ports: SyncPorts,
  settings: SyncSettings,
): AsyncGenerator<Comparison> {
  const facts = groupBy(await ports.facts.list(only), ({ identity }) => identity.database);
  const named = only === undefined ? await databasesOf(facts, ports) : [only];
  const databases = named.filter((database) => isSynced(database, settings));
  const shown = new ShownTables(databases, ports, settings);
  for (const database of databases) {
    if (cursor !== undefined && database < cursor.database) continue;
    const after = database === cursor?.database ? cursor.after : "";
    const known = new Map((facts.get(database) ?? []).map((fact) => [tableKey(fact.identity), fact]));
    const there = await shown.of(database);
    for (const { identity, glue } of await candidates(database, known, there, ports, settings)) {
      if (after !== "" && identity.table <= after) continue;
      const fact = known.get(tableKey(identity));
      yield { identity, fact, inStep: isInStep(identity, glue, fact, there, settings) };
    }
  }
}

/** All databases: those that Glue has, and those that tables are remembered of. */
async function databasesOf(facts: ReadonlyMap<string, unknown>, { glue }: SyncPorts): Promise<readonly string[]> {
  return [...new Set([...(await glue.databases()), ...facts.keys()])].sort();
}

/** What is listed of each schema. Listings are of whole Snowflake databases, and are asked for once. */
class ShownTables {
  private readonly listings = new Map<string, Promise<readonly ShownTable[]>>();

  constructor(
    private readonly databases: readonly string[],
    private readonly ports: SyncPorts,
    private readonly settings: SyncSettings,
  ) {}

  /** By name in a Glue database's schema. */
  async of(glueDatabase: string): Promise<ReadonlyMap<string, ShownTable>> {
    const target = this.schema(glueDatabase);
    if (target === undefined) return new Map();
    const listing =
      this.listings.get(target.database) ?? readShown(target.database, this.schemas(target.database), this.ports.sql);
    this.listings.set(target.database, listing);
    const tables = (await listing).filter(({ name }) => name[1] === target.schema);
    return new Map(tables.map((table) => [JSON.stringify(table.name), table]));
  }

  private schema(glueDatabase: string): SchemaName | undefined {
    const schema = schemaOf(glueDatabase, this.settings.naming);
    return isRefusal(schema) ? undefined : schema;
  }

  private schemas(database: string): readonly SchemaName[] {
    return this.databases.flatMap((one) => this.schema(one) ?? []).filter((schema) => schema.database === database);
  }
}

/** All tables to look at, by name. */
async function candidates(
  database: string,
  known: ReadonlyMap<string, Fact>,
  there: ReadonlyMap<string, ShownTable>,
  { glue }: SyncPorts,
  settings: SyncSettings,
): Promise<readonly Candidate[]> {
  const found = new Map<string, Candidate>();
  for (const { identity } of known.values()) found.set(tableKey(identity), { identity, glue: undefined });
  for (const { mark } of there.values()) {
    const identity = mark === undefined ? undefined : identityOf(mark);
    if (identity?.database !== database || identity.catalog !== settings.catalog) continue;
    found.set(tableKey(identity), { identity, glue: undefined });
  }
  for (const table of await glue.tables(database))
    found.set(tableKey(table.identity), { identity: table.identity, glue: table });
  return [...found.values()].sort((one, other) => (one.identity.table < other.identity.table ? -1 : 1));
}

function isInStep(
  identity: TableIdentity,
  glue: GlueTable | undefined,
  fact: Fact | undefined,
  there: ReadonlyMap<string, ShownTable>,
  settings: SyncSettings,
): boolean {
  if (fact === undefined || fact.state === "FAILED" || fact.state === "PENDING") return false;
  if (fact.source !== sourceOf(glue, settings)) return false;
  const partitioned = glue !== undefined && glue.partitionKeys.length > 0 && fact.state === "IN_STEP";
  if (partitioned && (settings.sweepPartitions === "ALL" || fact.partitions.length > 0)) return false;
  const name = nameOf(identity, settings);
  const shown = isRefusal(name) ? undefined : there.get(JSON.stringify(name));
  return fact.mark === seenMark(shown, identity);
}

function groupBy<Item>(items: readonly Item[], keyOf: (item: Item) => string): ReadonlyMap<string, readonly Item[]> {
  const groups = new Map<string, Item[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group === undefined) groups.set(keyOf(item), [item]);
    else group.push(item);
  }
  return groups;
}
