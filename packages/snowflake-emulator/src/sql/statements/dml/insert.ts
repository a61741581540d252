import { columnList, readsTable, type WritableTable } from "../../../data/writable-table";
import { SnowflakeError } from "../../../errors";
import { compileQuery } from "../../../query/compile";
import type { Insert } from "../../../query/dml-ast";
import { insertSteps } from "../../../query/parse";
import { inTurns } from "../../../turns";
import type { ResultTable } from "../../../wire/result-table";
import type { ExecutionContext, StatementKind } from "../../statement";
import { countColumns, dmlResult, INSERTED } from "./dml-result";
import { type DmlContext, type DmlTarget, dataSession, dmlContext, findTarget } from "./dml-target";
import { namingColumns } from "./failed-column";
import { insertIntoLinked, linkedTarget } from "./insert-iceberg";
import { type InsertedRows, rowsOfQuery, rowsOfValues } from "./insert-rows";

/** The target. O: a relation that the query names and there is not comes first, any other error of the query later. */
async function insertTarget(dml: DmlContext, tree: Insert): Promise<DmlTarget> {
  try {
    return findTarget(dml, tree.target, "INSERT", tree.overwrite ? ["INSERT", "DELETE"] : ["INSERT"]);
  } catch (error) {
    if (tree.rows.kind === "query") {
      const ofQuery = await compileQuery(tree.rows.query, dml.scope).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      if (ofQuery instanceof SnowflakeError && ["002003", "003001"].includes(ofQuery.code)) throw ofQuery;
    }
    throw error;
  }
}

/** INSERT OVERWRITE: the rows are computed first, as the query may read the table. */
async function overwrite(table: WritableTable, { columns, sql }: InsertedRows, run: (sql: string) => Promise<number>) {
  await run(`CREATE TEMP TABLE stage_insert (${columnList(columns)}) AS ${sql}`);
  await table.truncate();
  const count = await table.insert(columns, "FROM temp.stage_insert");
  await run("DROP TABLE temp.stage_insert");
  return count;
}

async function execute(context: ExecutionContext, tree: Insert): Promise<ResultTable> {
  const dml = dmlContext(context);
  const linked = linkedTarget(context, tree);
  if (linked !== undefined) return insertIntoLinked(dml, tree, linked);
  const target = await insertTarget(dml, tree);
  const { rows } = tree;
  const inserted =
    rows.kind === "values"
      ? await rowsOfValues(dml, target, tree, rows.rows)
      : await rowsOfQuery(dml, target, tree, rows.query, await compileQuery(rows.query, dml.scope));
  const session = dataSession(context);
  const kind = { locks: tree.overwrite, single: !tree.overwrite && !readsTable(inserted.sql, target.table.id) };
  const count = await namingColumns(dml, target, inserted, () =>
    session.write(target.locked, kind, dml.options, (table, runner) =>
      tree.overwrite
        ? overwrite(table, inserted, (sql) => runner.run(sql))
        : table.insert(inserted.columns, inserted.sql),
    ),
  );
  return dmlResult("INSERT", [[INSERTED, count]]);
}

/** `INSERT [OVERWRITE] INTO t …`. D: sql-reference/sql/insert. */
export const insert: StatementKind = {
  leading: "INSERT",
  async parse(cursor) {
    const tree = await inTurns(insertSteps(cursor));
    return { execute: (context) => execute(context, tree), describe: () => countColumns([INSERTED]) };
  },
};
