import { notEmulated } from "../../../errors";
import type { TableColumn } from "../../../objects/table";
import type { Expression } from "../../../query/ast";
import { parseExpression, readDataType } from "../../../query/parse";
import type { DataType } from "../../../types/data-type";
import type { Cursor } from "../../cursor";
import { rangeOf, type SourceRange } from "../../source-range";
import { readTagClause, type TagSetting } from "../../tag-clause";
import { type ConstraintDefinition, readConstraint, startsConstraint } from "./constraint-definition";

/** A column as CREATE TABLE or ADD COLUMN writes it. */
export interface ColumnDefinition {
  readonly name: string;
  /** undefined: CREATE TABLE … AS takes the query's. */
  readonly type: DataType | undefined;
  readonly nullable: boolean;
  readonly default: { readonly expression: Expression; readonly range: SourceRange } | undefined;
  readonly identity: TableColumn["identity"];
  readonly comment: string | null;
  readonly constraints: readonly ConstraintDefinition[];
  readonly tags: readonly TagSetting[];
}

type Identity = NonNullable<TableColumn["identity"]>;

/** Reads what follows AUTOINCREMENT or IDENTITY: `[(1, 1) | START [=] 1 INCREMENT [=] 1] [ORDER | NOORDER]`. */
function readIdentity(cursor: Cursor): Identity {
  let start = 1;
  let increment = 1;
  if (cursor.takeSymbol("(")) {
    start = cursor.integer();
    cursor.expectSymbol(",");
    increment = cursor.integer();
    cursor.expectSymbol(")");
  } else if (cursor.take("START")) {
    cursor.take("WITH");
    cursor.takeSymbol("=");
    start = cursor.integer();
    cursor.expect("INCREMENT");
    cursor.take("BY");
    cursor.takeSymbol("=");
    increment = cursor.integer();
  }
  // D: NOORDER_SEQUENCE_AS_DEFAULT is true by default.
  const order = cursor.takeOneOf("NOORDER", "ORDER") === "ORDER";
  return { start, increment, order };
}

/** Clauses of a column that come with governance features. */
const REFUSED = ["MASKING POLICY", "PROJECTION POLICY", "COLLATE"] as const;

function refuse(cursor: Cursor): void {
  // D: Collation, the empty specification is that of a column without any.
  const collation = cursor.peek(1);
  if (cursor.isWords("COLLATE") && collation.kind === "string" && collation.value === "") {
    cursor.next();
    cursor.next();
  }
  cursor.take("WITH");
  const refused = cursor.takeOneOf(...REFUSED);
  if (refused !== undefined) throw notEmulated(`${refused} of a column`);
}

/** Has the column list come to a column without a type, as CREATE TABLE t (a, b) AS allows? */
function typeIsLeftOut(cursor: Cursor): boolean {
  return cursor.isSymbol(",") || cursor.isSymbol(")") || cursor.isWords("COMMENT") || cursor.isWords("NOT", "NULL");
}

/** Reads `name type [NOT NULL] [DEFAULT …] [AUTOINCREMENT …] [constraint] [COMMENT '…'] …` in any order after the type. */
export function readColumnDefinition(cursor: Cursor): ColumnDefinition {
  const name = cursor.identifier();
  const type = typeIsLeftOut(cursor) ? undefined : readDataType(cursor);
  const constraints: ConstraintDefinition[] = [];
  const tags: TagSetting[] = [];
  let nullable = true;
  let given: ColumnDefinition["default"];
  let identity: Identity | undefined;
  let comment: string | null = null;
  for (;;) {
    tags.push(...readTagClause(cursor, name));
    refuse(cursor);
    if (cursor.take("NOT NULL")) nullable = false;
    else if (cursor.take("NULL")) nullable = true;
    else if (cursor.take("DEFAULT")) {
      const { value, range } = rangeOf(cursor, () => parseExpression(cursor));
      given = { expression: value, range };
    } else if (cursor.takeOneOf("AUTOINCREMENT", "IDENTITY") !== undefined) identity = readIdentity(cursor);
    else if (cursor.take("COMMENT")) {
      cursor.takeSymbol("=");
      comment = cursor.string();
    } else if (cursor.isWords("AS")) throw notEmulated("virtual columns (column AS expression)");
    else if (cursor.isWords("CONSTRAINT") && cursor.peek(2).value === "NOT") {
      cursor.next();
      cursor.identifier();
    } else if (startsConstraint(cursor)) constraints.push(readConstraint(cursor, name));
    else break;
  }
  return { name, type, nullable, default: given, identity, comment, constraints, tags };
}
