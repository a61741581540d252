import { internalError, notEmulated } from "../errors";
import type { ObjectId } from "../objects/snowflake-object";
import type { DataRunner } from "./data-connection";
import { physicalTable, quoteName } from "./physical-type";
import { appendRows, columnList, ROW_COLUMN, type WritableTable } from "./writable-table";

const ROW = quoteName(ROW_COLUMN);

/** What an open transaction has changed in one table and not committed. */
export interface PendingTable {
  readonly id: ObjectId;
  /** Of the table's definition when the first change was made. */
  readonly definition: number;
  /** Physical names, in the table's order. */
  readonly columns: readonly string[];
}

function names(schema: string, id: ObjectId) {
  return {
    committed: `${schema}.${physicalTable(id)}`,
    seen: `temp.${physicalTable(id)}`,
    added: `temp.added_${id}`,
    gone: `temp.gone_${id}`,
  };
}

/**
 * Makes the transaction's own side of a table: temporary tables of its connection with the rows that were added and the
 * numbers of those that are gone, and a view that hides the table of the same name. Queries on that connection then see what
 * is committed at the time, and the transaction's own changes: READ COMMITTED, which DuckDB's own transactions are not.
 */
export async function startPending(
  runner: DataRunner,
  schema: string,
  id: ObjectId,
  definition: number,
): Promise<PendingTable> {
  const { committed, seen, added, gone } = names(schema, id);
  await runner.run(
    `CREATE TEMP TABLE gone_${id} (${ROW} BIGINT);
     CREATE TEMP TABLE added_${id} AS FROM ${committed} LIMIT 0;
     CREATE TEMP VIEW ${physicalTable(id)} AS
       SELECT * FROM ${committed} AS c WHERE c.rowid NOT IN (FROM ${gone}) UNION ALL FROM ${added}`,
  );
  const columns = await runner.rows(`SELECT name::VARCHAR FROM pragma_table_info('${seen}') ORDER BY cid`);
  return { id, definition, columns: columns.map(([name]) => name ?? "") };
}

/** Changes the transaction's side of a table. Rows that are not committed have negative numbers. */
export function pendingTable(runner: DataRunner, schema: string, { id, columns: all }: PendingTable): WritableTable {
  const { committed, seen, added, gone } = names(schema, id);
  const staged = async <T>(query: string, work: (stage: string) => Promise<T>): Promise<T> => {
    await runner.run(`CREATE TEMP TABLE stage_${id} AS ${query}`);
    const result = await work(`temp.stage_${id}`);
    await runner.run(`DROP TABLE temp.stage_${id}`);
    return result;
  };
  return {
    rows: (columns) => {
      const list = columnList(columns, "t.");
      return (
        `SELECT ${list}, t.rowid AS ${ROW} FROM ${committed} AS t WHERE t.rowid NOT IN (FROM ${gone}) ` +
        `UNION ALL SELECT ${list}, -1 - t.rowid AS ${ROW} FROM ${added} AS t`
      );
    },
    insert: (columns, query) => appendRows(runner, added, id, columns, query),
    delete: (query) =>
      staged(`SELECT DISTINCT ${ROW} FROM (${query})`, async (stage) => {
        const own = await runner.run(`DELETE FROM ${added} WHERE -1 - rowid IN (SELECT ${ROW} FROM ${stage})`);
        const others = await runner.run(`INSERT INTO ${gone} SELECT ${ROW} FROM ${stage} WHERE ${ROW} >= 0`);
        return own + others;
      }),
    update: (columns, query) =>
      staged(query, async (stage) => {
        const values = columns.map((column) => `${quoteName(column)} = "new".${quoteName(column)}`).join(", ");
        const own = await runner.run(
          `UPDATE ${added} AS "old" SET ${values} FROM ${stage} AS "new" WHERE -1 - "old".rowid = "new".${ROW}`,
        );
        const whole = all.map((column) => `${columns.includes(column) ? '"new"' : '"old"'}.${quoteName(column)}`);
        const others = await runner.run(
          `INSERT INTO ${added} (${columnList(all)}) SELECT ${whole.join(", ")} FROM ${stage} AS "new" ` +
            `JOIN ${committed} AS "old" ON "old".rowid = "new".${ROW}`,
        );
        await runner.run(`INSERT INTO ${gone} SELECT ${ROW} FROM ${stage} WHERE ${ROW} >= 0`);
        return own + others;
      }),
    truncate: async () => {
      const [[count] = []] = await runner.rows(`SELECT count(*)::VARCHAR FROM ${seen}`);
      await runner.run(
        `INSERT INTO ${gone} SELECT rowid FROM ${committed} AS c WHERE c.rowid NOT IN (FROM ${gone}); DELETE FROM ${added}`,
      );
      return Number(count);
    },
  };
}

/**
 * Carries a transaction's changes over into the tables; the caller commits. Throws 000002 when a table was altered or dropped
 * by another session since the transaction changed it.
 */
export async function applyPending(
  runner: DataRunner,
  schema: string,
  pending: Iterable<PendingTable>,
  definitionOf: (id: ObjectId) => number | undefined,
): Promise<void> {
  for (const { id, columns, definition } of pending) {
    checkDefinition(definition, definitionOf(id));
    const { committed, added, gone } = names(schema, id);
    const [[wanted] = []] = await runner.rows(`SELECT count(*)::VARCHAR FROM ${gone}`);
    if (wanted !== "0") {
      const deleted = await runner.run(`DELETE FROM ${committed} WHERE rowid IN (FROM ${gone})`);
      if (String(deleted) !== wanted) throw internalError(`of ${wanted} rows to delete only ${deleted} were found`);
    }
    const list = columnList(columns);
    await runner.run(`INSERT INTO ${committed} (${list}) SELECT ${list} FROM ${added}`);
  }
}

/** Throws 000002 when a table's definition is not the one any more that a transaction has begun to change rows of. */
export function checkDefinition(known: number, now: number | undefined): void {
  if (known === now) return;
  throw notEmulated(
    "a transaction that changed rows of a table which another session has altered or dropped before the transaction ended; roll it back",
  );
}
