import type { TableColumn } from "../objects/table";
import type { AnyRelation } from "../sql/statements/table/relation-scope";
import type { DataType } from "../types/data-type";
import { notApplicable, viewOf, yesNo } from "./information-schema-view";
import { relationsOf } from "./relations";

interface Source {
  readonly relation: AnyRelation;
  readonly name: string;
  readonly position: number;
  readonly type: DataType;
  readonly nullable: boolean;
  readonly default: string | null;
  readonly identity: TableColumn["identity"];
  readonly comment: string | null;
}

function columnsOf(relation: AnyRelation): readonly Source[] {
  if (relation.type !== "TABLE") {
    return relation.object.columns.map((column, index) => ({
      relation,
      name: column.name,
      type: column.type,
      comment: column.comment,
      position: index + 1,
      nullable: !("nullable" in column) || column.nullable,
      default: null,
      identity: undefined,
    }));
  }
  return relation.object.columns.map((column, index) => ({
    relation,
    name: column.name,
    position: index + 1,
    type: column.type,
    nullable: column.nullable,
    default: column.defaultText ?? null,
    identity: column.identity,
    comment: column.comment,
  }));
}

const length = ({ type }: Source) => (type.kind === "TEXT" ? type.length : null);
const precision = ({ type }: Source) => (type.kind === "NUMBER" ? type.precision : null);

/** D: COLUMNS view. */
export const columnsView = viewOf<Source>(
  "COLUMNS",
  async (context, database) => (await relationsOf(context, database)).flatMap(columnsOf),
  {
    TABLE_CATALOG: ["text", ({ relation }) => relation.database.name],
    TABLE_SCHEMA: ["text", ({ relation }) => relation.schema.name],
    TABLE_NAME: ["text", ({ relation }) => relation.name],
    COLUMN_NAME: ["text", ({ name }) => name],
    ORDINAL_POSITION: ["number", ({ position }) => position],
    COLUMN_DEFAULT: ["text", (column) => column.default],
    IS_NULLABLE: ["text", ({ nullable }) => yesNo(nullable)],
    DATA_TYPE: ["text", ({ type }) => type.kind],
    CHARACTER_MAXIMUM_LENGTH: ["number", length],
    CHARACTER_OCTET_LENGTH: [
      "number",
      ({ type }) =>
        type.kind === "TEXT" ? Math.min(type.length * 4, 134_217_728) : type.kind === "BINARY" ? type.length : null,
    ],
    NUMERIC_PRECISION: ["number", precision],
    NUMERIC_PRECISION_RADIX: ["number", ({ type }) => (type.kind === "NUMBER" ? 10 : null)],
    NUMERIC_SCALE: ["number", ({ type }) => (type.kind === "NUMBER" ? type.scale : null)],
    DATETIME_PRECISION: ["number", ({ type }) => (type.kind.startsWith("TIME") && "scale" in type ? type.scale : null)],
    INTERVAL_TYPE: notApplicable,
    INTERVAL_PRECISION: notApplicable,
    CHARACTER_SET_CATALOG: notApplicable,
    CHARACTER_SET_SCHEMA: notApplicable,
    CHARACTER_SET_NAME: notApplicable,
    COLLATION_CATALOG: notApplicable,
    COLLATION_SCHEMA: notApplicable,
    COLLATION_NAME: notApplicable,
    DOMAIN_CATALOG: notApplicable,
    DOMAIN_SCHEMA: notApplicable,
    DOMAIN_NAME: notApplicable,
    UDT_CATALOG: notApplicable,
    UDT_SCHEMA: notApplicable,
    UDT_NAME: notApplicable,
    SCOPE_CATALOG: notApplicable,
    SCOPE_SCHEMA: notApplicable,
    SCOPE_NAME: notApplicable,
    MAXIMUM_CARDINALITY: notApplicable,
    DTD_IDENTIFIER: notApplicable,
    IS_SELF_REFERENCING: ["text", () => "NO"],
    IS_IDENTITY: ["text", ({ identity }) => yesNo(identity !== undefined)],
    IDENTITY_GENERATION: notApplicable,
    IDENTITY_START: ["text", ({ identity }) => (identity === undefined ? null : String(identity.start))],
    IDENTITY_INCREMENT: ["text", ({ identity }) => (identity === undefined ? null : String(identity.increment))],
    IDENTITY_MAXIMUM: notApplicable,
    IDENTITY_MINIMUM: notApplicable,
    IDENTITY_CYCLE: notApplicable,
    IDENTITY_ORDERED: ["text", ({ identity }) => (identity === undefined ? null : yesNo(identity.order))],
    COMMENT: ["text", ({ comment }) => comment],
    DATA_TYPE_ALIAS: notApplicable,
    SCHEMA_EVOLUTION_RECORD: notApplicable,
  },
);
