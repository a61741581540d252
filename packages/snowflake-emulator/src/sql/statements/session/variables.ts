import { invalidProperty } from "../../../errors";
import type { Expression, Query, SelectItem } from "../../../query/ast";
import { parseExpression } from "../../../query/parse";
import type { SessionVariable } from "../../../session/session-variable";
import type { DataType } from "../../../types/data-type";
import { encodeCell } from "../../../wire/encode-result";
import { type ColumnPlan, EXECUTED, statusResult, tableOf } from "../../../wire/result-table";
import type { Cursor } from "../../cursor";
import { likeMatches } from "../../like";
import { runQuery } from "../../queries";
import { readLike } from "../../show-filter";
import type { StatementKind } from "../../statement";

/** D: SET, the longest value. */
const LONGEST_BYTES = 256;

/** Reads `name`, or `(name, …)`. */
function readNames(cursor: Cursor): readonly string[] {
  if (!cursor.takeSymbol("(")) return [cursor.identifier()];
  const names = [cursor.identifier()];
  while (cursor.takeSymbol(",")) names.push(cursor.identifier());
  cursor.expectSymbol(")");
  return names;
}

/** A query of one row with these values. */
function queryOf(values: readonly Expression[]): Query {
  const place = { line: 1, column: 0 };
  const items: readonly SelectItem[] = values.map((expression, index) => ({
    kind: "expression",
    expression,
    alias: `V${index}`,
    text: `V${index}`,
  }));
  return {
    ...place,
    recursive: false,
    with: [],
    orderBy: [],
    body: { ...place, kind: "select", distinct: false, items },
  };
}

/** SET name = expression, or SET (name, …) = (expression, …). The values are computed first, then all are set. */
export const setVariable: StatementKind = {
  leading: "SET",
  parse(cursor) {
    cursor.expect("SET");
    const several = cursor.isSymbol("(");
    const names = readNames(cursor);
    cursor.expectSymbol("=");
    const values: Expression[] = [];
    if (several) {
      cursor.expectSymbol("(");
      do values.push(parseExpression(cursor));
      while (cursor.takeSymbol(","));
      cursor.expectSymbol(")");
    } else values.push(parseExpression(cursor));
    if (values.length !== names.length) {
      throw invalidProperty("SET", `${names.length} variable(s) and ${values.length} value(s)`);
    }
    return async (context) => {
      const result = await runQuery(context, queryOf(values));
      const now = context.account.clock.now();
      const { variables } = context.session;
      const made = names.map((name, index) => {
        const value = result.rows[0]?.[index] ?? null;
        const type = result.columns[index]?.type;
        if (type === undefined) throw new Error(`SET ${name} has no type`);
        if (Buffer.byteLength(encodeCell(value) ?? "") > LONGEST_BYTES) {
          throw invalidProperty(name, `a session variable holds at most ${LONGEST_BYTES} bytes`);
        }
        const createdOn = variables.get(name)?.createdOn ?? now;
        return [name, { type, value, createdOn, updatedOn: now }] as const;
      });
      for (const [name, variable] of made) variables.set(name, variable);
      return statusResult(EXECUTED);
    };
  },
};

/** UNSET name, or UNSET (name, …). What is not set stays so. */
export const unsetVariable: StatementKind = {
  leading: "UNSET",
  parse(cursor) {
    cursor.expect("UNSET");
    const names = readNames(cursor);
    return ({ session }) => {
      for (const name of names) session.variables.delete(name);
      return statusResult(EXECUTED);
    };
  },
};

interface Row {
  readonly sessionId: number;
  readonly name: string;
  readonly variable: SessionVariable;
}

/** How SHOW VARIABLES names a type: as the wire does (O). */
function typeName({ kind }: DataType): string {
  if (kind === "NUMBER") return "fixed";
  return kind === "FLOAT" ? "real" : kind.toLowerCase();
}

const COLUMNS: ColumnPlan<Row> = {
  session_id: ["text", ({ sessionId }) => String(sessionId)],
  created_on: ["timestamp_ltz", ({ variable }) => new Date(variable.createdOn)],
  updated_on: ["timestamp_ltz", ({ variable }) => new Date(variable.updatedOn)],
  name: ["text", ({ name }) => name],
  value: ["text", ({ variable }) => encodeCell(variable.value)],
  type: ["text", ({ variable }) => typeName(variable.type)],
  comment: ["text", () => ""],
};

/** SHOW VARIABLES [LIKE '…'] */
export const showVariables: StatementKind = {
  leading: "SHOW VARIABLES",
  parse(cursor) {
    cursor.expect("SHOW VARIABLES");
    const like = readLike(cursor);
    return ({ session }) => {
      const rows = [...session.variables]
        .filter(([name]) => like === undefined || likeMatches(like, name.toUpperCase()))
        .map(([name, variable]) => ({ sessionId: session.id, name, variable }))
        .sort((a, b) => (a.name < b.name ? -1 : 1));
      return tableOf(COLUMNS, rows);
    };
  },
};
