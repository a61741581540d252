import { RemoteAccessError } from "../../../iceberg/remote-catalog";
import type { ObjectId } from "../../../objects/snowflake-object";
import type { MaterializedView } from "../../../objects/view";
import { wireText } from "../../../query/compile";
import type { BoundRelation } from "../../../query/compile/scope";
import { objectById, ownerRoleType, roleName } from "../../../state/account-state";
import { NUMBER } from "../../../types/data-type";
import { largeTableOf } from "../../../wire/large-table";
import type { ColumnPlan } from "../../../wire/result-table";
import { readerFor } from "../../relations/scope";
import { expandView, invalidReason, materializedSourceTable } from "../../relations/view-relation";
import { type InSchema, page, visibleIn } from "../../schema-objects";
import { readLike, readPage } from "../../show-filter";
import { readShowScope } from "../../show-scope";
import type { ExecutionContext, StatementKind } from "../../statement";
import { clusteringKey } from "../table/show-tables";
import { visibleText } from "./view-text";

type Row = InSchema<MaterializedView>;

/** What a view reads; undefined: its rows are outside, and out of reach. */
async function sourceToCount(
  context: ExecutionContext,
  { object, schema, name }: Pick<Row, "object" | "schema" | "name">,
): Promise<BoundRelation["source"] | undefined> {
  try {
    return (await expandView(readerFor(context), object, { schema, shown: name })).source;
  } catch (error) {
    // Snowflake has stored them; here nobody can tell how many there are.
    if (error instanceof RemoteAccessError) return undefined;
    throw error;
  }
}

/** How many rows a usable materialized view has; null: it reads what is out of reach. */
async function rowCount(
  context: ExecutionContext,
  { object, schema, name }: Pick<Row, "object" | "schema" | "name">,
): Promise<number | null> {
  const { account, session, signal } = context;
  if (invalidReason(account.state, object) !== null) return 0;
  const source = await sourceToCount(context, { object, schema, name });
  if (source === undefined) return null;
  if (source.kind !== "query") return 0;
  const sql = `SELECT ${wireText("count(*)", NUMBER)} FROM (${source.sql}) AS v`;
  const [[count] = []] = await account.data.session(session.id).query(sql, { signal });
  return Number(count);
}

function sourceOf({ account }: ExecutionContext, { object }: Row) {
  const table = materializedSourceTable(account.state, object);
  const schema = objectById(account.state, "SCHEMA", table?.parentId ?? null);
  const database = objectById(account.state, "DATABASE", schema?.parentId ?? null);
  return { table: table?.name ?? "", schema: schema?.name ?? "", database: database?.name ?? "" };
}

function columns(context: ExecutionContext, counts: ReadonlyMap<ObjectId, number | null>): ColumnPlan<Row> {
  const { account } = context;
  const { state } = account;
  const now = new Date(account.clock.now());
  return {
    created_on: ["timestamp_ltz", ({ object }) => new Date(object.createdOn)],
    name: ["text", ({ name }) => name],
    reserved: ["text", () => ""],
    database_name: ["text", ({ database }) => database.name],
    schema_name: ["text", ({ schema }) => schema.name],
    cluster_by: ["text", ({ object }) => clusteringKey(object.clusterBy)],
    rows: ["fixed", ({ object }) => counts.get(object.id) ?? null],
    // Its rows are computed at use and take no space of their own.
    bytes: ["fixed", () => 0],
    source_database_name: ["text", (row) => sourceOf(context, row).database],
    source_schema_name: ["text", (row) => sourceOf(context, row).schema],
    source_table_name: ["text", (row) => sourceOf(context, row).table],
    refreshed_on: ["timestamp_ltz", () => now],
    compacted_on: ["timestamp_ltz", () => now],
    owner: ["text", ({ object }) => roleName(state, object.ownerRoleId)],
    invalid: ["text", ({ object }) => String(invalidReason(state, object) !== null)],
    invalid_reason: ["text", ({ object }) => invalidReason(state, object)],
    behind_by: ["text", () => "0s"],
    comment: ["text", ({ object }) => object.comment ?? ""],
    text: ["text", ({ object }) => visibleText(context, object)],
    is_secure: ["text", ({ object }) => String(object.secure)],
    automatic_clustering: ["text", ({ object }) => (object.clusterBy.length > 0 && object.reclustering ? "ON" : "OFF")],
    owner_role_type: ["text", ({ object }) => ownerRoleType(state, object)],
    budget: ["text", () => null],
  };
}

/** SHOW MATERIALIZED VIEWS [LIKE '…'] [IN …] [STARTS WITH '…'] [LIMIT n [FROM '…']] */
export const showMaterializedViews: StatementKind = {
  leading: "SHOW MATERIALIZED VIEWS",
  parse(cursor) {
    cursor.expect("SHOW MATERIALIZED VIEWS");
    const like = readLike(cursor);
    const scope = readShowScope(cursor);
    const filter = readPage(cursor);
    return async (context) => {
      const all = await visibleIn(context, "MATERIALIZED_VIEW", scope, "SHOW MATERIALIZED VIEWS", like);
      const found = page(filter, all);
      const counts = new Map<ObjectId, number | null>();
      for (const row of found) counts.set(row.object.id, await rowCount(context, row));
      return largeTableOf(columns(context, counts), found);
    };
  },
};
