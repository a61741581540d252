import { ROW_COLUMN } from "../../../data/writable-table";
import { compileExpression, compileSources, joinRowSources } from "../../../query/compile";
import type { Delete } from "../../../query/dml-ast";
import { parseDelete } from "../../../query/parse";
import { quoteIdentifier } from "../../../query/physical-name";
import type { ResultTable } from "../../../wire/result-table";
import type { ExecutionContext, StatementKind } from "../../statement";
import { countColumns, DELETED, dmlResult } from "./dml-result";
import { dataSession, dmlContext, findObject, targetRow, targetRows, withTarget } from "./dml-target";

async function execute(context: ExecutionContext, tree: Delete): Promise<ResultTable> {
  const dml = dmlContext(context);
  const target = findObject(dml, tree.target.name, "DELETE", ["DELETE"]);
  const names = tree.target.alias === undefined ? tree.target.name.parts : [tree.target.alias.name];
  const own = targetRows(target, names);
  const others = tree.using === undefined ? undefined : await compileSources(tree.using, dml.scope);
  const rows = others === undefined ? own : joinRowSources([own, others]);
  const where =
    tree.where === undefined
      ? ""
      : ` WHERE ${(await compileExpression(tree.where, dml.scope, { rows, condition: "WHERE" })).sql}`;
  const gone = `SELECT ${targetRow(target)} AS ${quoteIdentifier(ROW_COLUMN)} FROM ${rows.source.sql}${where}`;
  const session = dataSession(context);
  const count = await session.write(target.locked, { locks: true, single: true }, dml.options, (table) =>
    table.delete(withTarget(table.rows(target.physical), gone)),
  );
  return dmlResult("DELETE", [[DELETED, count]]);
}

/** `DELETE FROM t [USING …] [WHERE …]`. D: sql-reference/sql/delete. */
export const deleteRows: StatementKind = {
  leading: "DELETE",
  parse(cursor) {
    const tree = parseDelete(cursor);
    return { execute: (context) => execute(context, tree), describe: () => countColumns([DELETED]) };
  },
};
