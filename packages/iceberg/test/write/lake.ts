import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  type Catalog,
  Engine,
  MemoryCatalog,
  MemoryFileStore,
  type NestedField,
  type NewTable,
  type PartitionField,
  type ReadRow,
  readRows,
} from "../../src/index";

/** Where tests' tables are. */
export const IDENTIFIER = { database: "db", table: "t" } as const;

/** A catalog and an engine in memory, and a folder of its own for files on their way. */
export class Lake {
  readonly files = new MemoryFileStore();
  readonly catalog: MemoryCatalog;
  readonly temporaryDirectory = mkdtempSync(join(tmpdir(), "iceberg-test-"));

  constructor(readonly engine: Engine) {
    this.catalog = new MemoryCatalog(this.files);
  }

  create(
    fields: readonly NestedField[],
    partition: readonly PartitionField[] = [],
    properties: Readonly<Record<string, string>> = {},
  ) {
    return this.catalog.create(newTable(fields, partition, properties));
  }

  /** What is left of files on their way. */
  get local(): readonly string[] {
    return readdirSync(this.temporaryDirectory);
  }

  rows(): Promise<readonly ReadRow[]> {
    return readAll(this.catalog);
  }

  /** Data files that are in the store, in the table or not. */
  get dataFiles(): readonly string[] {
    return this.files.uris.filter((uri) => uri.endsWith(".parquet"));
  }

  end(): void {
    rmSync(this.temporaryDirectory, { recursive: true });
  }
}

/** All rows of the table. */
export async function readAll(catalog: Catalog): Promise<readonly ReadRow[]> {
  const { metadata } = await catalog.load(IDENTIFIER);
  return readRows({ metadata, files: catalog.files });
}

/** A new table under {@link IDENTIFIER}. */
export function newTable(
  fields: readonly NestedField[],
  partition: readonly PartitionField[] = [],
  properties: Readonly<Record<string, string>> = {},
): NewTable {
  return {
    identifier: IDENTIFIER,
    location: "mem://lake/t",
    schema: { type: "struct", "schema-id": 0, fields },
    partitionSpec: { "spec-id": 0, fields: partition },
    properties,
  };
}

/** A column. */
export const field = (id: number, name: string, type: NestedField["type"], required = false): NestedField => ({
  id,
  name,
  type,
  required,
});

/** A partition field over a column. */
export const partitionedBy = (source: number, transform: string, name = `p${source}`, id = 1000): PartitionField => ({
  "source-id": source,
  "field-id": id,
  name,
  transform,
});

/** An engine that is small, and slow to nobody. */
export const smallEngine = (): Promise<Engine> => Engine.start({ threads: 1, memoryLimit: "512MB" });
