import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Json } from "@duckdb/node-api";
import type { FileStore } from "./files/file-store";
import { mapBounded } from "./map-bounded";
import type { TableMetadata } from "./metadata/table-metadata";
import { planScan, type ScanOptions } from "./scan/plan-scan";
import type { ScanPlan } from "./scan/scan-plan";
import { scanQuery } from "./scan/scan-query";

const FILES_AT_A_TIME = 8;

/** A table to read, and what of it. */
export interface ReadRowsOptions extends ScanOptions {
  readonly metadata: TableMetadata;
  readonly files: FileStore;
  /** Default: all of the schema. */
  readonly columns?: readonly string[];
}

/** Rows by column name. Values that JSON doesn't have, 64-bit integers and decimals among them, are text. */
export type ReadRow = Readonly<Record<string, Json>>;

/** Every data and delete file of a plan, once. */
export function filesOf(plan: ScanPlan): readonly string[] {
  const uris = plan.tasks.flatMap(({ file, deletes }) => [file.filePath, ...deletes.map(({ filePath }) => filePath)]);
  return [...new Set(uris)];
}

async function query(sql: string): Promise<readonly ReadRow[]> {
  // Loaded when it is needed: that takes some 100 ms.
  const { DuckDBInstance } = await import("@duckdb/node-api");
  const instance = await DuckDBInstance.create(":memory:");
  try {
    const connection = await instance.connect();
    await connection.run("SET TimeZone = 'UTC'");
    const rows = await connection.runAndReadAll(sql);
    connection.closeSync();
    return rows.getRowObjectsJson();
  } finally {
    instance.closeSync();
  }
}

/**
 * Reads a small table's rows whole, through a temporary folder. Their order is not defined, and predicates leave out
 * files only: rows that they don't hold for may be among the result.
 *
 * @throws what {@link planScan} and {@link scanQuery} throw
 */
export async function readRows(options: ReadRowsOptions): Promise<readonly ReadRow[]> {
  const plan = await planScan(options.metadata, options.files, options);
  const folder = await mkdtemp(join(tmpdir(), "iceberg-rows-"));
  try {
    const uris = filesOf(plan);
    const paths = new Map(uris.map((uri, index) => [uri, join(folder, `${index}.parquet`)]));
    const pathOf = (uri: string): string => {
      const path = paths.get(uri);
      if (path === undefined) throw new Error(`${uri} is not part of the scan`);
      return path;
    };
    await mapBounded(uris, FILES_AT_A_TIME, (uri) => options.files.download(uri, pathOf(uri)));
    const sql = await scanQuery(plan, pathOf, options.columns === undefined ? {} : { columns: options.columns });
    return await query(sql);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
