import type { DataRunner } from "../../../data/data-connection";
import { ROW_COLUMN, type WritableTable } from "../../../data/writable-table";
import type { BoundRelation } from "../../../query/compile";
import { compileExpression, compileSources, joinRowSources, type RowSource, rowSource } from "../../../query/compile";
import type { Merge, MergeClause } from "../../../query/dml-ast";
import { parseMerge } from "../../../query/parse";
import { physicalName, quoteIdentifier } from "../../../query/physical-name";
import type { ResultTable } from "../../../wire/result-table";
import type { ExecutionContext, StatementKind } from "../../statement";
import { assignedValues, valueList } from "./assignments";
import { type ColumnValue, defaultValue, newValue } from "./column-value";
import { countColumns, DELETED, dmlResult, INSERTED, UPDATED } from "./dml-result";
import {
  type DmlContext,
  type DmlTarget,
  dataSession,
  dmlContext,
  findObject,
  targetRow,
  targetRows,
  withTarget,
} from "./dml-target";
import { duplicateRowError } from "./duplicate-row";
import { insertColumns } from "./insert-columns";
import { checkReachable, mergeCounts, mergePrivileges } from "./merge-clauses";

const ROW = quoteIdentifier(ROW_COLUMN);
const SOURCE_ROW = 'source."number"';

/** One clause, compiled: which rows it takes and what it does with them. */
interface Action {
  /** From 1, in the order of the statement. */
  readonly number: number;
  readonly kind: MergeClause["action"]["kind"];
  /** SQL of its condition. */
  readonly takes: string;
  readonly values: readonly ColumnValue[];
}

/** The source's rows, kept while the statement runs: each is looked at several times. */
interface KeptSource {
  readonly rows: RowSource;
  /** The query that fills `merge_source`. */
  readonly fill: string;
}

async function keepSource(dml: DmlContext, tree: Merge): Promise<KeptSource> {
  const compiled = await compileSources([tree.source], dml.scope);
  const [relation] = compiled?.source.relations ?? [];
  if (compiled === undefined || relation === undefined) throw new Error("MERGE has one source");
  const list = relation.columns.map((column, index) => `${column.sql} AS "c${index + 1}"`);
  const fill = `SELECT ${[...list, 'row_number() OVER () AS "number"'].join(", ")} FROM ${compiled.source.sql}`;
  const columns = relation.columns.map(({ name, type, nullable }) => ({ name, type, nullable }));
  const kept: BoundRelation = { columns, source: { kind: "query", sql: "" } };
  const { source } = rowSource(kept, "source", relation.names);
  // The table has one column more, the number, that no expression can name.
  return { rows: { source: { ...source, sql: "temp.merge_source AS source" } }, fill };
}

async function condition(dml: DmlContext, clause: MergeClause, rows: RowSource): Promise<string> {
  if (clause.condition === undefined) return "TRUE";
  return (await compileExpression(clause.condition, dml.scope, { rows, condition: "WHEN" })).sql;
}

async function compileAction(
  dml: DmlContext,
  target: DmlTarget,
  tree: Merge,
  clause: MergeClause,
  { both, source, names }: { readonly both: RowSource; readonly source: RowSource; readonly names: readonly string[] },
): Promise<Action> {
  const number = tree.clauses.indexOf(clause) + 1;
  const { action } = clause;
  const takes = (rows: RowSource) => condition(dml, clause, rows);
  if (action.kind === "delete") return { number, kind: "delete", takes: await takes(both), values: [] };
  if (action.kind === "update") {
    const values = await assignedValues(dml, target, names, action.assignments, both);
    return { number, kind: "update", takes: await takes(both), values };
  }
  const { given, others } = insertColumns(target, action.columns, [action.values.length], clause);
  const values: ColumnValue[] = [];
  for (const [index, value] of action.values.entries()) {
    const column = given[index];
    if (column !== undefined) values.push(await newValue(dml, target, column, value, source));
  }
  for (const column of others) values.push(await defaultValue(dml, target, column));
  return { number, kind: "insert", takes: await takes(source), values };
}

/** The first of these clauses whose condition a row meets; 0 for none. */
function choice(actions: readonly Action[]): string {
  if (actions.length === 0) return "0";
  return `CASE ${actions.map(({ takes, number }) => `WHEN ${takes} THEN ${number}`).join(" ")} ELSE 0 END`;
}

/** What is known before any row is read. */
interface Plan {
  readonly target: DmlTarget;
  readonly kept: KeptSource;
  /** FROM of target and source. */
  readonly both: string;
  readonly on: string;
  readonly actions: readonly Action[];
  /** ERROR_ON_NONDETERMINISTIC_MERGE. */
  readonly strict: boolean;
}

/**
 * Which rows of the target go with which rows of the source, and what happens to them. D: MERGE, nondeterministic results: a
 * row of the target may be deleted by several, and updated by one.
 */
async function matchRows(table: WritableTable, runner: DataRunner, plan: Plan): Promise<void> {
  const { target, kept, both, on, actions, strict } = plan;
  const matched = actions.filter(({ kind }) => kind !== "insert");
  const missing = actions.filter(({ kind }) => kind === "insert");
  const rows = table.rows(target.physical);
  const pairs = `SELECT ${targetRow(target)} AS ${ROW}, ${SOURCE_ROW} AS "number", ${choice(matched)} AS "clause" FROM ${both} WHERE ${on}`;
  await runner.run(`CREATE TEMP TABLE merge_source AS ${kept.fill}`);
  await runner.run(`CREATE TEMP TABLE merge_pairs AS ${withTarget(rows, pairs)}`);
  const updates = matched.filter(({ kind }) => kind === "update").map(({ number }) => String(number));
  if (strict && updates.length > 0) {
    const twice =
      `SELECT ${ROW} FROM temp.merge_pairs WHERE "clause" > 0 GROUP BY ${ROW} ` +
      `HAVING count(*) > 1 AND count(*) FILTER ("clause" IN (${updates.join(", ")})) > 0`;
    const found = await runner.rows(`SELECT '' FROM (${twice}) LIMIT 1`);
    if (found.length > 0) throw await duplicateRowError(runner, target, rows, `SELECT min(${ROW}) FROM (${twice})`);
  }
  await runner.run(
    `CREATE TEMP TABLE merge_chosen AS SELECT ${ROW}, min("number") AS "number", arg_min("clause", "number") AS "clause"
     FROM temp.merge_pairs WHERE "clause" > 0 GROUP BY ${ROW};
     CREATE TEMP TABLE merge_missing AS SELECT ${SOURCE_ROW} AS "number", ${choice(missing)} AS "clause"
     FROM ${kept.rows.source.sql} WHERE ${SOURCE_ROW} NOT IN (SELECT "number" FROM temp.merge_pairs)`,
  );
}

/** The query for what one clause does to its rows. */
function actionQuery({ target, both, kept }: Plan, { kind, number, values }: Action, rows: string): string {
  const which = (table: string) => `${SOURCE_ROW} = ${table}."number" AND ${table}."clause" = ${number}`;
  if (kind === "insert") {
    return `SELECT ${valueList(values)} FROM ${kept.rows.source.sql}, temp.merge_missing AS missing WHERE ${which("missing")}`;
  }
  if (kind === "delete") return `SELECT ${ROW} FROM temp.merge_chosen WHERE "clause" = ${number}`;
  const list = `${targetRow(target)} AS ${ROW}, ${valueList(values)}`;
  const where = `${targetRow(target)} = chosen.${ROW} AND ${which("chosen")}`;
  return withTarget(rows, `SELECT ${list} FROM ${both}, temp.merge_chosen AS chosen WHERE ${where}`);
}

async function mergeRows(table: WritableTable, runner: DataRunner, plan: Plan): Promise<ReadonlyMap<string, number>> {
  const { actions, target } = plan;
  await matchRows(table, runner, plan);
  // Everything is computed from the rows as they were, and only then written.
  for (const action of actions) {
    const query = actionQuery(plan, action, table.rows(target.physical));
    await runner.run(`CREATE TEMP TABLE merge_action_${action.number} AS ${query}`);
  }
  const counts = new Map([INSERTED, UPDATED, DELETED].map((name) => [name, 0]));
  const add = (name: string, count: number) => counts.set(name, (counts.get(name) ?? 0) + count);
  for (const { kind, number, values } of actions) {
    const stage = `FROM temp.merge_action_${number}`;
    const columns = values.map(({ column }) => physicalName(column.name));
    if (kind === "delete") add(DELETED, await table.delete(stage));
    else if (kind === "update") add(UPDATED, await table.update(columns, stage));
    else add(INSERTED, await table.insert(columns, stage));
  }
  const stages = ["source", "pairs", "chosen", "missing", ...actions.map(({ number }) => `action_${number}`)];
  await runner.run(stages.map((name) => `DROP TABLE temp.merge_${name}`).join("; "));
  return counts;
}

async function execute(context: ExecutionContext, tree: Merge): Promise<ResultTable> {
  checkReachable(tree);
  const dml = dmlContext(context);
  const target = findObject(dml, tree.target.name, "MERGE", mergePrivileges(tree));
  const names = tree.target.alias === undefined ? tree.target.name.parts : [tree.target.alias.name];
  const kept = await keepSource(dml, tree);
  const both = joinRowSources([targetRows(target, names), kept.rows]);
  const actions: Action[] = [];
  for (const clause of tree.clauses) {
    actions.push(await compileAction(dml, target, tree, clause, { both, source: kept.rows, names }));
  }
  const { sql: on } = await compileExpression(tree.on, dml.scope, { rows: both, condition: "ON" });
  const strict = dml.parameter("ERROR_ON_NONDETERMINISTIC_MERGE") === "true";
  const plan: Plan = { target, kept, both: both.source.sql, on, actions, strict };
  const session = dataSession(context);
  const counts = await session.write(target.locked, { locks: true, single: false }, dml.options, (table, runner) =>
    mergeRows(table, runner, plan),
  );
  return dmlResult(
    "MERGE",
    mergeCounts(tree).map((name) => [name, counts.get(name) ?? 0]),
  );
}

/** `MERGE INTO t USING … ON … WHEN …`. D: sql-reference/sql/merge. */
export const merge: StatementKind = {
  leading: "MERGE",
  parse(cursor) {
    const tree = parseMerge(cursor);
    return { execute: (context) => execute(context, tree), describe: () => countColumns(mergeCounts(tree)) };
  },
};
