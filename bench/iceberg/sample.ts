import { Engine } from "../../packages/iceberg/src/index";

/** How many rows are appended at once. */
export const ROWS = 1_000_000;
/** How many different values the partition column has. */
export const PARTITIONS = 90;

/** Columns of the table, 16: name, Iceberg type, and how DuckDB makes its values of a row's number. */
export const COLUMNS: readonly (readonly [name: string, type: string, sql: string])[] = [
  ["impression_id", "string", "uuid()::VARCHAR"],
  ["campaign_id", "int", "(random() * 50)::INTEGER"],
  ["date_key", "int", `(20250101 + i % ${PARTITIONS})::INTEGER`],
  ["event_time", "timestamp", "TIMESTAMP '2025-01-01' + INTERVAL (i) SECOND"],
  ["user_id", "long", "(random() * 1000000)::BIGINT"],
  ["device_type", "string", "['desktop', 'mobile', 'tablet', 'tv'][1 + (random() * 3)::INTEGER]"],
  ["browser", "string", "['Chrome', 'Safari', 'Firefox', 'Edge'][1 + (random() * 3)::INTEGER]"],
  ["country", "string", "['US', 'GB', 'DE', 'FR', 'CA', 'AU', 'JP', 'NA'][1 + (random() * 7)::INTEGER]"],
  ["region", "string", "'region-' || (random() * 40)::INTEGER"],
  ["placement", "string", "['header', 'sidebar', 'footer', 'inline'][1 + (random() * 3)::INTEGER]"],
  ["ad_position", "int", "(1 + random() * 9)::INTEGER"],
  ["cost", "double", "round(random() * 5, 4)"],
  ["bid", "double", "round(random() * 10, 2)"],
  ["viewable", "boolean", "random() < 0.7"],
  ["view_seconds", "int", "(random() * 30)::INTEGER"],
  ["page", "string", "'/page/' || (random() * 500)::INTEGER"],
];

/** Writes the rows that both sides append to a Parquet file. */
export async function writeSample(path: string): Promise<void> {
  const engine = await Engine.start({ threads: 1 });
  try {
    await engine.run("SELECT setseed(0.42)");
    const columns = COLUMNS.map(([name, , sql]) => `${sql} AS ${name}`).join(", ");
    await engine.run(`COPY (SELECT ${columns} FROM range(${ROWS}) AS rows(i)) TO '${path}' (FORMAT parquet)`);
  } finally {
    engine.close();
  }
}
