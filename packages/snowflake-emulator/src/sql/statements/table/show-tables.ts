import type { ObjectId } from "../../../objects/snowflake-object";
import type { Table } from "../../../objects/table";
import { retentionDays } from "../../../parameters/object-levels";
import { ownerRoleType, roleName } from "../../../state/account-state";
import { largeTableOf } from "../../../wire/large-table";
import type { ColumnPlan } from "../../../wire/result-table";
import { type InSchema, page, tablesIn } from "../../schema-objects";
import { readLike, readPage, withHistory } from "../../show-filter";
import { readShowScope } from "../../show-scope";
import type { ExecutionContext, StatementKind } from "../../statement";
import { type TableStatistics, tableStatistics } from "./table-statistics";

type Row = InSchema<Table>;

const onOff = (is: boolean) => (is ? "ON" : "OFF");

/** CLUSTER BY as SHOW writes it. */
export function clusteringKey(clusterBy: readonly string[]): string {
  return clusterBy.length === 0 ? "" : `LINEAR(${clusterBy.join(", ")})`;
}

function columns({ account }: ExecutionContext, statistics: ReadonlyMap<ObjectId, TableStatistics>): ColumnPlan<Row> {
  const { state } = account;
  return {
    created_on: ["timestamp_ltz", ({ object }) => new Date(object.createdOn)],
    name: ["text", ({ name }) => name],
    database_name: ["text", ({ database }) => database.name],
    schema_name: ["text", ({ schema }) => schema.name],
    kind: ["text", ({ object }) => object.kind],
    comment: ["text", ({ object }) => object.comment ?? ""],
    cluster_by: ["text", ({ object }) => clusteringKey(object.clusterBy)],
    rows: ["fixed", ({ object }) => statistics.get(object.id)?.rows ?? 0],
    bytes: ["fixed", ({ object }) => statistics.get(object.id)?.bytes ?? 0],
    owner: ["text", ({ object }) => roleName(state, object.ownerRoleId)],
    retention_time: ["text", ({ object }) => String(retentionDays(account, "TABLE", object, object.kind !== "TABLE"))],
    automatic_clustering: ["text", ({ object }) => onOff(object.clusterBy.length > 0)],
    change_tracking: ["text", ({ object }) => onOff(object.changeTracking)],
    search_optimization: ["text", () => "OFF"],
    search_optimization_progress: ["fixed", () => null],
    search_optimization_bytes: ["fixed", () => null],
    is_external: ["text", () => "N"],
    enable_schema_evolution: ["text", ({ object }) => (object.enableSchemaEvolution ? "Y" : "N")],
    owner_role_type: ["text", ({ object }) => ownerRoleType(state, object)],
    is_event: ["text", () => "N"],
    budget: ["text", () => null],
    is_hybrid: ["text", () => "N"],
    is_iceberg: ["text", () => "N"],
    is_dynamic: ["text", () => "N"],
    is_immutable: ["text", () => "N"],
  };
}

const TERSE: ColumnPlan<Row> = {
  created_on: ["timestamp_ltz", ({ object }) => new Date(object.createdOn)],
  name: ["text", ({ name }) => name],
  kind: ["text", ({ object }) => object.kind],
  database_name: ["text", ({ database }) => database.name],
  schema_name: ["text", ({ schema }) => schema.name],
};

/** SHOW [TERSE] TABLES [HISTORY] [LIKE '…'] [IN { ACCOUNT | DATABASE [name] | [SCHEMA] [name] }] [STARTS WITH '…'] [LIMIT n [FROM '…']] */
export const showTables: StatementKind = {
  leading: "SHOW TABLES",
  parse(cursor) {
    cursor.expect("SHOW");
    const terse = cursor.take("TERSE");
    cursor.expect("TABLES");
    const history = cursor.take("HISTORY");
    const shape = <T>(plan: ColumnPlan<T>) => (history ? withHistory(plan) : plan);
    const like = readLike(cursor);
    const scope = readShowScope(cursor);
    const filter = readPage(cursor);
    return async (context) => {
      const found = page(filter, await tablesIn(context, scope, "SHOW TABLES", like));
      if (terse) return largeTableOf(shape(TERSE), found);
      const statistics = await tableStatistics(
        context,
        found.map((row) => row.object),
      );
      return largeTableOf(shape(columns(context, statistics)), found);
    };
  },
};
