import { type ClaimInput, claimFrom } from "../report/claims";
import { followed } from "./facts";
import { deleteTable, updateTable } from "./glue";
import type { Tables } from "./new-tables";
import type { SyncPlace } from "./place";
import { drained, glueEvent, sendMessage } from "./queue";
import { externalTables, READER, rowsAs, sameRows } from "./read";
import { about, changing, syncStatements, texts } from "./statements";

/** How late the event of a deleted table comes, in seconds: the most that a queue can delay. */
export const LATE_SECONDS = 900;

/**
 * Changes tables in Glue, all at the same time, and waits until the sync has followed. One table's events come again, and in another
 * order; an old event of the deleted one will come late.
 */
export async function changeTables(place: SyncPlace, tables: Tables): Promise<void> {
  const { zone } = place;
  const { orders, visits, prices, drafts, late } = tables;
  await Promise.all([
    updateTable(place, zone, { ...orders, columns: { ...orders.columns, note: "string" } }),
    updateTable(place, zone, { ...visits, partitionKeys: { dt: "date" } }),
    updateTable(place, zone, { ...prices, parameters: { numRows: "2", totalSize: "991", rawDataSize: "991" } }),
    deleteTable(place, zone, drafts.name),
    updateTable(place, zone, { ...late, columns: { ...late.columns, tags: "array<string>" } }),
  ]);
  await sendMessage(place, glueEvent(place, zone, drafts.name, "CreateTable"), LATE_SECONDS);
  for (const change of ["UpdateTable", "DeleteTable", "UpdateTable", "CreateTable"] as const) {
    await sendMessage(place, glueEvent(place, zone, late.name, change));
  }
  const names = [orders, visits, prices, drafts, late].map(({ name }) => name);
  await Promise.all(names.map((name) => followed(place, zone, name)));
  await drained(place);
}

/**
 * What a change in Glue comes to in Snowflake.
 *
 * @param since when the changes began, in the account's time
 */
export async function changeClaims(place: SyncPlace, since: string): Promise<readonly ClaimInput[]> {
  const { zone, settings } = place;
  const run = await syncStatements(place, since);
  const of = (table: string) => about(run, table);
  const kept = (table: string) => {
    const replaced = of(table).filter(({ sqlText }) => /^\s*(?:CREATE|DROP)\b/i.test(sqlText));
    return { ok: replaced.length === 0, evidence: texts(of(table)) };
  };
  return Promise.all([
    claimFrom(
      "table-sync.column.added",
      "the column is there, and its reader still reads, without the table made anew",
      async () => {
        const seen = sameRows(await rowsAs(place, zone, "orders", ["ID", "NOTE"], READER), [
          ["1", "first"],
          ["2", "second"],
        ]);
        const { ok, evidence } = kept("orders");
        return { ...seen, ok: seen.ok && ok, evidence };
      },
    ),
    claimFrom(
      "table-sync.repartitioned",
      "the partition is read from the path, and the reader still reads",
      async () => {
        const rows = await rowsAs(place, zone, "visits", ["ID", "DT"], READER);
        const anew = of("visits").some(({ sqlText }) => /^CREATE OR REPLACE EXTERNAL TABLE/i.test(sqlText));
        const seen = sameRows(rows, [
          ["1", "2026-02-01"],
          ["2", "2026-02-01"],
        ]);
        return { ...seen, ok: seen.ok && anew, evidence: texts(of("visits")) };
      },
    ),
    claimFrom("table-sync.statistics", "statistics alone let no statement run", async () => {
      const statements = of("prices");
      return {
        observed: `${statements.length} statements`,
        ok: statements.length === 0,
        evidence: texts(statements),
      };
    }),
    claimFrom(
      "table-sync.deleted",
      settings.orphans === "drop" ? "the external table is dropped" : "the external table stays, marked as orphaned",
      async () => {
        const found = await externalTables(place, zone.database, "DRAFTS");
        const marked = of("drafts").some(({ sqlText }) => sqlText.includes("orphan"));
        const ok = settings.orphans === "drop" ? found.length === 0 : found.length === 1 && marked;
        return { observed: found.length === 0 ? "it is gone" : found.join(), ok, evidence: texts(of("drafts")) };
      },
    ),
    claimFrom(
      "table-sync.disorder",
      "the columns of Glue, after one change that is neither undone nor repeated",
      async () => {
        const seen = sameRows(await rowsAs(place, zone, "late", ["ID", "TAGS[0]"]), [
          ["1", "new"],
          ["2", null],
        ]);
        const added = changing(of("late")).filter(({ sqlText }) => /ADD COLUMN/i.test(sqlText));
        const { ok, evidence } = kept("late");
        return { ...seen, ok: seen.ok && ok && added.length === 1, evidence };
      },
    ),
  ]);
}
