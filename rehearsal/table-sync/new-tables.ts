import { type ClaimInput, claimFrom } from "../report/claims";
import { followed } from "./facts";
import { createDatabase, createTable, putFile } from "./glue";
import type { SyncPlace } from "./place";
import { rowsAs, sameRows } from "./read";
import { ORDERS, pricesParquet, type Shape, VISITS } from "./samples";

/** The tables that the rehearsal begins with, by what is done to them later. */
export interface Tables {
  /** CSV; gets a column. */
  readonly orders: Shape;
  /** JSON; gets partitions. */
  readonly visits: Shape;
  /** Parquet; gets statistics. */
  readonly prices: Shape;
  /** JSON; is deleted. */
  readonly drafts: Shape;
  /** JSON; its events come twice, late and in another order. */
  readonly late: Shape;
  /** JSON; is deleted, and the event of it is lost. */
  readonly missed: Shape;
}

/** What the tables are at first. */
export function firstTables({ folder }: SyncPlace): Tables {
  const json = (name: string): Shape => ({
    name,
    format: "json",
    location: folder(name).url,
    columns: { id: "int", page: "string" },
  });
  return {
    orders: {
      name: "orders",
      format: "csv",
      location: folder("orders").url,
      columns: { id: "int", item: "string", paid: "decimal(10,2)" },
    },
    visits: { ...json("visits"), columns: { id: "int", page: "string", tags: "array<string>" } },
    prices: {
      name: "prices",
      format: "parquet",
      location: folder("prices").url,
      columns: { id: "int", price: "decimal(10,2)", since: "date" },
    },
    drafts: json("drafts"),
    late: json("late"),
    missed: json("missed"),
  };
}

/** Makes the tables and their files, and waits until the sync has followed. */
export async function makeTables(place: SyncPlace, tables: Tables): Promise<void> {
  await createDatabase(place, place.zone.glue);
  await Promise.all([
    putFile(place, "orders", "part-1.csv", ORDERS),
    putFile(place, "visits", "dt=2026-02-01/part-1.json", VISITS),
    pricesParquet().then((file) => putFile(place, "prices", "part-1.parquet", file)),
    ...["drafts", "late", "missed"].map((name) => putFile(place, name, "part-1.json", VISITS)),
  ]);
  const shapes: readonly Shape[] = Object.values(tables);
  for (const shape of shapes) await createTable(place, place.zone, shape);
  await Promise.all(shapes.map(({ name }) => followed(place, place.zone, name)));
}

/** A table that was made in Glue is queryable in Snowflake, and gives the rows of its files. */
export function newTableClaims(place: SyncPlace): Promise<readonly ClaimInput[]> {
  const { zone } = place;
  const claim = (table: string, format: string, columns: readonly string[], rows: readonly unknown[]) =>
    claimFrom(`table-sync.created.${format}`, JSON.stringify(rows), async () =>
      sameRows(await rowsAs(place, zone, table, columns), rows, [`${zone.glue}.${table}, ${format}`]),
    );
  return Promise.all([
    claim(
      "orders",
      "csv",
      ["ID", "ITEM", "PAID"],
      [
        ["1", "lamp, small", "19.90"],
        ["2", 'say "hi"', null],
      ],
    ),
    claim(
      "visits",
      "json",
      ["ID", "PAGE", "TAGS[0]"],
      [
        ["1", "/a", "new"],
        ["2", null, null],
      ],
    ),
    claim(
      "prices",
      "parquet",
      ["ID", "PRICE", "SINCE"],
      [
        ["1", "19.90", "2026-02-01"],
        ["2", null, "2026-02-02"],
      ],
    ),
  ]);
}
