import { countsOf } from "../../../iceberg/table-version";
import type { ObjectId } from "../../../objects/snowflake-object";
import { retentionDays } from "../../../parameters/object-levels";
import { ownerRoleType, roleName } from "../../../state/account-state";
import { largeTableOf } from "../../../wire/large-table";
import type { ColumnPlan } from "../../../wire/result-table";
import { applyShowFilter, readLike, readPage } from "../../show-filter";
import { readShowScope } from "../../show-scope";
import type { ExecutionContext, StatementKind } from "../../statement";
import { type AnyRelation, isView, relationKind, relationsIn } from "./relation-scope";
import { clusteringKey } from "./show-tables";
import { type TableStatistics, tableStatistics } from "./table-statistics";

const clusterBy = (relation: AnyRelation) =>
  relation.type === "VIEW" || relation.type === "ICEBERG_TABLE" || relation.type === "EXTERNAL_TABLE"
    ? ""
    : clusteringKey(relation.object.clusterBy);

function columns(
  { account }: ExecutionContext,
  statistics: ReadonlyMap<ObjectId, TableStatistics>,
): ColumnPlan<AnyRelation> {
  const { state } = account;
  const counted = (relation: AnyRelation) =>
    relation.type === "ICEBERG_TABLE" ? countsOf(relation.object.version) : statistics.get(relation.object.id);
  return {
    created_on: ["timestamp_ltz", ({ object }) => new Date(object.createdOn)],
    name: ["text", ({ name }) => name],
    database_name: ["text", ({ database }) => database.name],
    schema_name: ["text", ({ schema }) => schema.name],
    kind: ["text", relationKind],
    comment: ["text", ({ object }) => object.comment ?? ""],
    cluster_by: ["text", clusterBy],
    rows: ["fixed", (relation) => counted(relation)?.rows ?? null],
    bytes: ["fixed", (relation) => counted(relation)?.bytes ?? null],
    owner: ["text", ({ object }) => roleName(state, object.ownerRoleId)],
    retention_time: [
      "text",
      (relation) => {
        if (isView(relation) || relation.type === "EXTERNAL_TABLE") return "";
        if (relation.type === "ICEBERG_TABLE")
          return String(retentionDays(account, "ICEBERG_TABLE", relation.object, false));
        return String(retentionDays(account, "TABLE", relation.object, relation.object.kind !== "TABLE"));
      },
    ],
    owner_role_type: ["text", ({ object }) => ownerRoleType(state, object)],
    budget: ["text", () => null],
  };
}

const TERSE: ColumnPlan<AnyRelation> = {
  created_on: ["timestamp_ltz", ({ object }) => new Date(object.createdOn)],
  name: ["text", ({ name }) => name],
  kind: ["text", relationKind],
  database_name: ["text", ({ database }) => database.name],
  schema_name: ["text", ({ schema }) => schema.name],
};

/** SHOW [TERSE] OBJECTS [LIKE '…'] [IN …] [STARTS WITH '…'] [LIMIT n [FROM '…']]: tables and views. */
export const showObjects: StatementKind = {
  leading: "SHOW OBJECTS",
  parse(cursor) {
    cursor.expect("SHOW");
    const terse = cursor.take("TERSE");
    cursor.expect("OBJECTS");
    const like = readLike(cursor);
    const scope = readShowScope(cursor);
    const filter = readPage(cursor);
    return async (context) => {
      const found = await relationsIn(context, scope, "SHOW OBJECTS", like);
      const shown = applyShowFilter({ like: undefined, ...filter }, found);
      if (terse) return largeTableOf(TERSE, shown);
      const tables = shown.flatMap((one) => (one.type === "TABLE" ? [one.object] : []));
      return largeTableOf(columns(context, await tableStatistics(context, tables)), shown);
    };
  },
};
