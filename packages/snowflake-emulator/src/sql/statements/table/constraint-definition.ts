import type { TableConstraint } from "../../../objects/table";
import type { Cursor } from "../../cursor";

/** A constraint as written; the columns of one that stands at a column are that column. */
export interface ConstraintDefinition {
  /** undefined: Snowflake makes one up. */
  readonly name: string | undefined;
  readonly kind: TableConstraint["kind"];
  readonly columns: readonly string[];
  readonly references:
    | {
        readonly path: readonly string[];
        readonly columns: readonly string[];
        readonly onUpdate: string;
        readonly onDelete: string;
      }
    | undefined;
  readonly rely: boolean;
  readonly comment: string | null;
}

const ACTIONS = ["CASCADE", "SET NULL", "SET DEFAULT", "RESTRICT", "NO ACTION"] as const;

/** Words that say nothing that is acted on (D: Constraints, properties for compatibility with other databases). */
const IGNORED = [
  "NOT ENFORCED",
  "ENFORCED",
  "NOT DEFERRABLE",
  "DEFERRABLE",
  "INITIALLY DEFERRED",
  "INITIALLY IMMEDIATE",
  "ENABLE",
  "DISABLE",
  "NOVALIDATE",
  "VALIDATE",
] as const;

/** Reads `(a, b)`. */
export function readColumnList(cursor: Cursor): readonly string[] {
  const columns: string[] = [];
  cursor.expectSymbol("(");
  do columns.push(cursor.identifier());
  while (cursor.takeSymbol(","));
  cursor.expectSymbol(")");
  return columns;
}

function readAction(cursor: Cursor): string {
  const action = cursor.takeOneOf(...ACTIONS);
  if (action === undefined) throw cursor.unexpected();
  return action;
}

/** Reads the table that a foreign key points to, and what it does when that one changes. */
function readReferences(cursor: Cursor): NonNullable<ConstraintDefinition["references"]> {
  const path = cursor.path(3);
  const columns = cursor.isSymbol("(") ? readColumnList(cursor) : [];
  let onUpdate = "NO ACTION";
  let onDelete = "NO ACTION";
  for (;;) {
    if (cursor.take("MATCH")) {
      if (cursor.takeOneOf("FULL", "PARTIAL", "SIMPLE") === undefined) throw cursor.unexpected();
    } else if (cursor.take("ON UPDATE")) onUpdate = readAction(cursor);
    else if (cursor.take("ON DELETE")) onDelete = readAction(cursor);
    else return { path, columns, onUpdate, onDelete };
  }
}

/** Are these the first words of a constraint? */
export function startsConstraint(cursor: Cursor): boolean {
  return (
    cursor.isWords("CONSTRAINT") ||
    cursor.isWords("PRIMARY", "KEY") ||
    cursor.isWords("UNIQUE") ||
    cursor.isWords("FOREIGN", "KEY") ||
    cursor.isWords("REFERENCES")
  );
}

/**
 * Reads `[CONSTRAINT name] { PRIMARY KEY | UNIQUE | [FOREIGN KEY] REFERENCES … } [properties]`. `column`: the one that it
 * stands at; undefined where the constraint names its columns.
 */
export function readConstraint(cursor: Cursor, column: string | undefined): ConstraintDefinition {
  const name = cursor.take("CONSTRAINT") ? cursor.identifier() : undefined;
  const columns = () => (column === undefined ? readColumnList(cursor) : [column]);
  const head = (): Pick<ConstraintDefinition, "kind" | "columns" | "references"> => {
    if (cursor.take("PRIMARY KEY")) return { kind: "PRIMARY KEY", columns: columns(), references: undefined };
    if (cursor.take("UNIQUE")) return { kind: "UNIQUE", columns: columns(), references: undefined };
    if (cursor.take("FOREIGN KEY")) {
      const own = columns();
      // The older provider writes `FOREIGN KEY table (column)` at a column.
      if (column === undefined || cursor.isWords("REFERENCES")) cursor.expect("REFERENCES");
      return { kind: "FOREIGN KEY", columns: own, references: readReferences(cursor) };
    }
    if (column === undefined) throw cursor.unexpected();
    cursor.expect("REFERENCES");
    return { kind: "FOREIGN KEY", columns: [column], references: readReferences(cursor) };
  };
  const what = head();
  let rely = false;
  let comment: string | null = null;
  for (;;) {
    if (cursor.take("RELY")) rely = true;
    else if (cursor.take("NORELY")) rely = false;
    else if (column === undefined && cursor.take("COMMENT")) comment = cursor.string();
    else if (cursor.takeOneOf(...IGNORED) === undefined) return { name, ...what, rely, comment };
  }
}
