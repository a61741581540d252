import { columnTypeJson } from "../../../types/column-type-json";
import type { DataType } from "../../../types/data-type";
import { largeTableOf } from "../../../wire/large-table";
import type { ColumnPlan } from "../../../wire/result-table";
import { likeMatches } from "../../like";
import { readLike } from "../../show-filter";
import type { StatementKind } from "../../statement";
import { defaultText } from "./describe-table";
import { type AnyRelation, readRelationScope, relationsIn } from "./relation-scope";

interface Row {
  readonly relation: AnyRelation;
  readonly name: string;
  readonly type: DataType;
  readonly nullable: boolean;
  readonly default: string | null;
  readonly identity: string | null;
  readonly comment: string | null;
}

const COLUMNS: ColumnPlan<Row> = {
  table_name: ["text", ({ relation }) => relation.name],
  schema_name: ["text", ({ relation }) => relation.schema.name],
  column_name: ["text", ({ name }) => name],
  data_type: ["text", ({ type, nullable }) => columnTypeJson(type, nullable)],
  "null?": ["text", ({ nullable }) => (nullable ? "true" : "NOT_NULL")],
  default: ["text", (row) => row.default ?? ""],
  kind: ["text", () => "COLUMN"],
  expression: ["text", () => ""],
  comment: ["text", ({ comment }) => comment ?? ""],
  database_name: ["text", ({ relation }) => relation.database.name],
  autoincrement: ["text", ({ identity }) => identity ?? ""],
  schema_evolution_record: ["text", () => null],
};

function rowsOf(relation: AnyRelation): readonly Row[] {
  if (relation.type !== "TABLE") {
    return relation.object.columns.map((column) => ({
      relation,
      name: column.name,
      type: column.type,
      nullable: !("nullable" in column) || column.nullable,
      default: null,
      identity: null,
      comment: column.comment,
    }));
  }
  return relation.object.columns.map((column) => {
    const text = defaultText(column);
    const identity = column.identity !== undefined;
    return {
      relation,
      name: column.name,
      type: column.type,
      nullable: column.nullable,
      default: identity ? null : text,
      identity: identity ? text : null,
      comment: column.comment,
    };
  });
}

/** SHOW COLUMNS [LIKE '…'] [IN { ACCOUNT | DATABASE [name] | SCHEMA [name] | [TABLE | VIEW] name }] */
export const showColumns: StatementKind = {
  leading: "SHOW COLUMNS",
  parse(cursor) {
    cursor.expect("SHOW COLUMNS");
    const like = readLike(cursor);
    const scope = readRelationScope(cursor);
    return async (context) => {
      const relations = await relationsIn(context, scope, "SHOW COLUMNS");
      const rows = relations
        .flatMap(rowsOf)
        .filter(({ name }) => like === undefined || likeMatches(like, name.toUpperCase()));
      return largeTableOf(COLUMNS, rows);
    };
  },
};
