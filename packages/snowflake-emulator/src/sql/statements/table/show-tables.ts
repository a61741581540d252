import { countsOf } from "../../../iceberg/table-version";
import type { ExternalTable } from "../../../objects/external-table";
import type { IcebergTable } from "../../../objects/iceberg-table";
import type { ObjectId } from "../../../objects/snowflake-object";
import type { Table } from "../../../objects/table";
import { retentionDays } from "../../../parameters/object-levels";
import { ownerRoleType, roleName } from "../../../state/account-state";
import { largeTableOf } from "../../../wire/large-table";
import type { ColumnPlan } from "../../../wire/result-table";
import { byPlace, type InSchema, page, tablesIn, visibleIn } from "../../schema-objects";
import { readLike, readPage, withHistory } from "../../show-filter";
import { readShowScope } from "../../show-scope";
import type { ExecutionContext, StatementKind } from "../../statement";
import { type TableStatistics, tableStatistics } from "./table-statistics";

type AnyTable = Table | IcebergTable | ExternalTable;
type Row = InSchema<AnyTable>;

const isNative = (object: AnyTable): object is Table => "kind" in object;
const isExternal = (object: AnyTable): object is ExternalTable => "stageId" in object;

/** What only native tables have; `otherwise` for Iceberg and external tables. */
const ofNative =
  <T>(value: (table: Table) => T, otherwise: T) =>
  ({ object }: Row): T =>
    isNative(object) ? value(object) : otherwise;

const onOff = (is: boolean) => (is ? "ON" : "OFF");

/** CLUSTER BY as SHOW writes it. */
export function clusteringKey(clusterBy: readonly string[]): string {
  return clusterBy.length === 0 ? "" : `LINEAR(${clusterBy.join(", ")})`;
}

function columns({ account }: ExecutionContext, statistics: ReadonlyMap<ObjectId, TableStatistics>): ColumnPlan<Row> {
  const { state } = account;
  const counts = (object: AnyTable) => {
    if (isExternal(object)) return undefined;
    return isNative(object) ? statistics.get(object.id) : countsOf(object.version);
  };
  return {
    created_on: ["timestamp_ltz", ({ object }) => new Date(object.createdOn)],
    name: ["text", ({ name }) => name],
    database_name: ["text", ({ database }) => database.name],
    schema_name: ["text", ({ schema }) => schema.name],
    kind: ["text", ofNative((table) => table.kind as string, "TABLE")],
    comment: ["text", ({ object }) => object.comment ?? ""],
    cluster_by: ["text", ofNative((table) => clusteringKey(table.clusterBy), "")],
    rows: ["fixed", ({ object }) => (isExternal(object) ? null : (counts(object)?.rows ?? 0))],
    bytes: ["fixed", ({ object }) => (isExternal(object) ? null : (counts(object)?.bytes ?? 0))],
    owner: ["text", ({ object }) => roleName(state, object.ownerRoleId)],
    retention_time: [
      "text",
      ({ object }) => {
        if (isExternal(object)) return "";
        const days = isNative(object)
          ? retentionDays(account, "TABLE", object, object.kind !== "TABLE")
          : retentionDays(account, "ICEBERG_TABLE", object, false);
        return String(days);
      },
    ],
    automatic_clustering: ["text", ofNative((table) => onOff(table.clusterBy.length > 0), "OFF")],
    change_tracking: ["text", ofNative((table) => onOff(table.changeTracking), "OFF")],
    search_optimization: ["text", () => "OFF"],
    search_optimization_progress: ["fixed", () => null],
    search_optimization_bytes: ["fixed", () => null],
    is_external: ["text", ({ object }) => (isExternal(object) ? "Y" : "N")],
    enable_schema_evolution: ["text", ofNative((table) => (table.enableSchemaEvolution ? "Y" : "N"), "N")],
    owner_role_type: ["text", ({ object }) => ownerRoleType(state, object)],
    is_event: ["text", () => "N"],
    budget: ["text", () => null],
    is_hybrid: ["text", () => "N"],
    is_iceberg: ["text", ({ object }) => (isNative(object) || isExternal(object) ? "N" : "Y")],
    is_dynamic: ["text", () => "N"],
    is_immutable: ["text", () => "N"],
  };
}

const TERSE: ColumnPlan<Row> = {
  created_on: ["timestamp_ltz", ({ object }) => new Date(object.createdOn)],
  name: ["text", ({ name }) => name],
  kind: ["text", ofNative((table) => table.kind as string, "TABLE")],
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
      const iceberg = await visibleIn(context, "ICEBERG_TABLE", scope, "SHOW TABLES", like);
      const external = await visibleIn(context, "EXTERNAL_TABLE", scope, "SHOW TABLES", like);
      const native = await tablesIn(context, scope, "SHOW TABLES", like);
      const others: readonly Row[] = [...iceberg, ...external];
      const all: readonly Row[] = others.length === 0 ? native : [...native, ...others].sort(byPlace);
      const found = page(filter, all);
      if (terse) return largeTableOf(shape(TERSE), found);
      const tables = found.flatMap(({ object }) => (isNative(object) ? [object] : []));
      const statistics = await tableStatistics(context, tables);
      return largeTableOf(shape(columns(context, statistics)), found);
    };
  },
};
