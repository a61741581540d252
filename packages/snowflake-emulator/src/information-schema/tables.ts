import { countsOf } from "../iceberg/table-version";
import { retentionDays } from "../parameters/object-levels";
import { type AnyRelation, isView } from "../sql/statements/table/relation-scope";
import { clusteringKey } from "../sql/statements/table/show-tables";
import { tableStatistics } from "../sql/statements/table/table-statistics";
import { ownerRoleType, roleName } from "../state/account-state";
import { notApplicable, viewOf, yesNo } from "./information-schema-view";
import { relationsOf } from "./relations";

interface Source {
  readonly relation: AnyRelation;
  readonly statistics: { readonly rows: number | undefined; readonly bytes: number | undefined } | undefined;
}

function tableType({ relation }: Source): string {
  if (isView(relation)) return relation.type === "VIEW" ? "VIEW" : "MATERIALIZED VIEW";
  if (relation.type === "ICEBERG_TABLE") return "BASE TABLE";
  if (relation.type === "EXTERNAL_TABLE") return "EXTERNAL TABLE";
  return relation.object.kind === "TEMPORARY" ? "LOCAL TEMPORARY" : "BASE TABLE";
}

const table = ({ relation }: Source) => (relation.type === "TABLE" ? relation.object : undefined);
const iceberg = ({ relation }: Source) => (relation.type === "ICEBERG_TABLE" ? relation.object : undefined);
const createdOn = ({ relation }: Source) => new Date(relation.object.createdOn);

/** D: TABLES view: tables and views of the database. */
export const tablesView = viewOf<Source>(
  "TABLES",
  async (context, database) => {
    const relations = await relationsOf(context, database);
    const tables = relations.flatMap((one) => (one.type === "TABLE" ? [one.object] : []));
    const statistics = await tableStatistics(context, tables);
    return relations.map((relation) => ({
      relation,
      statistics:
        relation.type === "ICEBERG_TABLE" ? countsOf(relation.object.version) : statistics.get(relation.object.id),
    }));
  },
  {
    TABLE_CATALOG: ["text", ({ relation }) => relation.database.name],
    TABLE_SCHEMA: ["text", ({ relation }) => relation.schema.name],
    TABLE_NAME: ["text", ({ relation }) => relation.name],
    TABLE_OWNER: ["text", ({ relation }, { account }) => roleName(account.state, relation.object.ownerRoleId)],
    TABLE_TYPE: ["text", tableType],
    IS_TRANSIENT: ["text", (source) => (isView(source.relation) ? null : yesNo(table(source)?.kind === "TRANSIENT"))],
    CLUSTERING_KEY: [
      "text",
      ({ relation }) =>
        relation.type === "VIEW" || relation.type === "ICEBERG_TABLE" || relation.type === "EXTERNAL_TABLE"
          ? null
          : clusteringKey(relation.object.clusterBy) || null,
    ],
    ROW_COUNT: ["number", ({ statistics }) => statistics?.rows ?? null],
    BYTES: ["number", ({ statistics }) => statistics?.bytes ?? null],
    RETENTION_TIME: [
      "number",
      (source, { account }) => {
        const files = iceberg(source);
        if (files !== undefined) return retentionDays(account, "ICEBERG_TABLE", files, false);
        const one = table(source);
        return one === undefined ? null : retentionDays(account, "TABLE", one, one.kind !== "TABLE");
      },
    ],
    SELF_REFERENCING_COLUMN_NAME: notApplicable,
    REFERENCE_GENERATION: notApplicable,
    USER_DEFINED_TYPE_CATALOG: notApplicable,
    USER_DEFINED_TYPE_SCHEMA: notApplicable,
    USER_DEFINED_TYPE_NAME: notApplicable,
    IS_INSERTABLE_INTO: ["text", (source) => yesNo(table(source) !== undefined)],
    IS_TYPED: ["text", () => "YES"],
    COMMIT_ACTION: notApplicable,
    CREATED: ["timestamp", createdOn],
    LAST_ALTERED: ["timestamp", createdOn],
    LAST_DDL: ["timestamp", createdOn],
    LAST_DDL_BY: notApplicable,
    AUTO_CLUSTERING_ON: ["text", (source) => yesNo((table(source)?.clusterBy.length ?? 0) > 0)],
    COMMENT: ["text", ({ relation }) => relation.object.comment],
    IS_TEMPORARY: ["text", (source) => yesNo(table(source)?.kind === "TEMPORARY")],
    IS_ICEBERG: ["text", (source) => yesNo(iceberg(source) !== undefined)],
    IS_DYNAMIC: ["text", () => "NO"],
    IS_IMMUTABLE: ["text", () => "NO"],
    IS_HYBRID: ["text", () => "NO"],
    OWNER_ROLE_TYPE: ["text", ({ relation }, { account }) => ownerRoleType(account.state, relation.object)],
  },
);
