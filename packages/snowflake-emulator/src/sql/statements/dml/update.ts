import type { DataRunner } from "../../../data/data-connection";
import { physicalTable } from "../../../data/physical-type";
import { columnList, ROW_COLUMN, type WritableTable } from "../../../data/writable-table";
import { compileExpression, compileSources, joinRowSources } from "../../../query/compile";
import type { Update } from "../../../query/dml-ast";
import { parseUpdate } from "../../../query/parse";
import { physicalName, quoteIdentifier } from "../../../query/physical-name";
import type { ResultTable } from "../../../wire/result-table";
import type { ExecutionContext, StatementKind } from "../../statement";
import { assignedValues, valueList } from "./assignments";
import { countColumns, dmlResult, MULTI_JOINED, UPDATED } from "./dml-result";
import { type DmlTarget, dataSession, dmlContext, findObject, targetRow, targetRows, withTarget } from "./dml-target";
import { duplicateRowError } from "./duplicate-row";
import { namingColumns } from "./failed-column";

const ROW = quoteIdentifier(ROW_COLUMN);

/** A row that joins several others is changed by one of them; how many such rows there are is counted. */
async function updateJoined(
  table: WritableTable,
  runner: DataRunner,
  target: DmlTarget,
  { columns, query, strict }: { readonly columns: readonly string[]; readonly query: string; readonly strict: boolean },
): Promise<readonly [updated: number, multiJoined: number]> {
  await runner.run(
    `CREATE TEMP TABLE stage_update AS SELECT *, count(*) OVER same AS "many", row_number() OVER same AS "place"
     FROM (${query}) WINDOW same AS (PARTITION BY ${ROW})`,
  );
  const [[joined] = []] = await runner.rows(
    `SELECT count(*)::VARCHAR FROM temp.stage_update WHERE "place" = 1 AND "many" > 1`,
  );
  const multiJoined = Number(joined);
  if (strict && multiJoined > 0) {
    const one = `SELECT min(${ROW}) FROM temp.stage_update WHERE "many" > 1`;
    throw await duplicateRowError(runner, target, table.rows(target.physical), one);
  }
  const updated = await table.update(columns, `FROM temp.stage_update WHERE "place" = 1`);
  await runner.run("DROP TABLE temp.stage_update");
  return [updated, multiJoined];
}

async function execute(context: ExecutionContext, tree: Update): Promise<ResultTable> {
  const dml = dmlContext(context);
  const target = findObject(dml, tree.target.name, "UPDATE", ["UPDATE"]);
  const names = tree.target.alias === undefined ? tree.target.name.parts : [tree.target.alias.name];
  const own = targetRows(target, names);
  const others = tree.from === undefined ? undefined : await compileSources(tree.from, dml.scope);
  const rows = others === undefined ? own : joinRowSources([own, others]);
  const values = await assignedValues(dml, target, names, tree.assignments, rows);
  const where =
    tree.where === undefined
      ? ""
      : ` WHERE ${(await compileExpression(tree.where, dml.scope, { rows, condition: "WHERE" })).sql}`;
  const select = (list: string) => `SELECT ${list} FROM ${rows.source.sql}${where}`;
  const changes = select(`${targetRow(target)} AS ${ROW}, ${valueList(values)}`);
  const columns = values.map(({ column }) => physicalName(column.name));
  const strict = dml.parameter("ERROR_ON_NONDETERMINISTIC_UPDATE") === "true";
  const session = dataSession(context);
  const seen = `SELECT ${columnList(target.physical)}, 0 AS ${ROW} FROM ${physicalTable(target.table.id)}`;
  const [updated, multiJoined] = await namingColumns(
    dml,
    target,
    { values, query: (list) => withTarget(seen, select(list)) },
    () =>
      session.write(
        target.locked,
        { locks: true, single: others === undefined },
        dml.options,
        async (table, runner) => {
          const query = withTarget(table.rows(target.physical), changes);
          if (others !== undefined) return updateJoined(table, runner, target, { columns, query, strict });
          return [await table.update(columns, query), 0] as const;
        },
      ),
  );
  return dmlResult("UPDATE", [
    [UPDATED, updated],
    [MULTI_JOINED, multiJoined],
  ]);
}

/** `UPDATE t SET … [FROM …] [WHERE …]`. D: sql-reference/sql/update. */
export const update: StatementKind = {
  leading: "UPDATE",
  parse(cursor) {
    const tree = parseUpdate(cursor);
    return { execute: (context) => execute(context, tree), describe: () => countColumns([UPDATED, MULTI_JOINED]) };
  },
};
