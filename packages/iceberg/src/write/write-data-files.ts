import { mkdtemp, rm, unlink } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Engine } from "../engine/engine";
import { quoteIdentifier, textLiteral } from "../engine/sql-text";
import type { FileStore } from "../files/file-store";
import type { DataFile } from "../manifest/data-file";
import { currentSchema, defaultSpec } from "../metadata/current";
import type { TableMetadata } from "../metadata/table-metadata";
import { partitionPath } from "../partition/partition-path";
import { awaitedLater } from "./awaited-later";
import { describeFiles, type PlacedFile } from "./describe-files";
import { fieldIdsOption } from "./field-ids-option";
import { type LocalParquetFile, localParquetFile } from "./local-parquet-files";
import { partitionKeys, partitionOf } from "./partitioning";
import { tableSelect } from "./table-select";
import { bloomFilterOption, compressionOptions, dataLocation, targetFileBytes } from "./write-properties";

/** What writing data files needs. */
export interface DataFileTarget {
  readonly engine: Engine;
  readonly files: FileStore;
  /** Of the table: its current schema and default partition spec are written. */
  readonly metadata: TableMetadata;
  /** Start of the new files' names: no other write has it. */
  readonly writeId: string;
  /** Where files lie until they are uploaded. Default: the system's. */
  readonly temporaryDirectory?: string;
  /** How many files are uploaded at once. Default: 16. */
  readonly uploads?: number;
  /** Called for each file once it is uploaded. */
  readonly onFile?: (file: DataFile) => void;
  /** Ends the write between files, with the signal's reason. */
  readonly signal?: AbortSignal;
}

const DEFAULT_UPLOADS = 16;

/** A third of DuckDB's default, which makes files a hundredth smaller and takes twice the memory. */
const ROWS_OF_GROUP = 40_960;

/**
 * DuckDB compresses what a thread has for a partition at once only if it is half a group; the rest of all files is left to one thread
 * at the end, uncompressed in memory until then. Rows that are spread over a hundred partitions are nothing but such rests.
 */
const ROWS_OF_GROUP_IN_PARTITION = 10_240;

/** Waits for all that was begun, also when some of it fails: then nothing new is begun. */
async function inParallel<T>(items: readonly T[], most: number, work: (item: T) => Promise<void>): Promise<void> {
  const waiting = items.values();
  let failed = false;
  const worker = async (): Promise<void> => {
    for (const item of waiting) {
      if (failed) return;
      try {
        await work(item);
      } catch (error) {
        failed = true;
        throw error;
      }
    }
  };
  const settled = await Promise.allSettled(Array.from({ length: Math.min(most, items.length) }, worker));
  for (const outcome of settled) if (outcome.status === "rejected") throw outcome.reason;
}

/**
 * Writes rows to Parquet files of a table and uploads them: one query is written while the files of the one before are on their way.
 * Nothing of it is in the table before a commit names the files.
 */
export class DataFileWriter {
  readonly #described: DataFile[] = [];
  readonly #places: string[] = [];
  #uploading: Promise<void> = Promise.resolve();
  #directory: string | undefined;
  #queries = 0;

  constructor(private readonly target: DataFileTarget) {}

  /** All files so far, uploaded or on their way. */
  get described(): readonly DataFile[] {
    return this.#described;
  }

  /**
   * Writes the rows of a SELECT whose columns have the names of the table's. Returns before the files are uploaded.
   *
   * @throws RowsDoNotFitError; UnsupportedTypeError; UnsupportedTransformError; InvalidPropertyError; what DuckDB says of the query
   */
  async write(query: string): Promise<void> {
    this.target.signal?.throwIfAborted();
    const local = await this.#writeLocally(query);
    await this.#uploading;
    const placed = await this.#place(local);
    const describing = awaitedLater(describeFiles(this.target.engine, this.target.metadata, placed));
    this.#uploading = awaitedLater(this.#upload(placed, describing));
    this.#described.push(...(await describing));
  }

  /** Waits for the uploads and gives all files. Local ones are gone afterwards, also when it rejects. */
  async finish(): Promise<readonly DataFile[]> {
    try {
      await this.#uploading;
      this.target.signal?.throwIfAborted();
      return this.#described;
    } finally {
      await this.#removeLocal();
    }
  }

  /** Gives up: waits until nothing is under way, removes what was uploaded and what lies on the local disk. */
  async discard(): Promise<void> {
    await Promise.allSettled([this.#uploading]);
    await this.#removeLocal();
    await this.target.files.remove(this.#places);
  }

  async #removeLocal(): Promise<void> {
    if (this.#directory !== undefined) await rm(this.#directory, { recursive: true, force: true });
  }

  async #writeLocally(query: string): Promise<readonly LocalParquetFile[]> {
    const { engine, metadata } = this.target;
    const schema = currentSchema(metadata);
    const spec = defaultSpec(metadata);
    const keys = partitionKeys(spec, schema);
    const described = await engine.rows(`DESCRIBE ${query}`);
    const select = tableSelect(
      query,
      described.map((row) => String(row.column_name)),
      schema,
    );
    this.#directory ??= await mkdtemp(join(this.target.temporaryDirectory ?? tmpdir(), "iceberg-write-"));
    this.#queries += 1;
    const options = [
      "FORMAT parquet",
      ...compressionOptions(metadata.properties),
      `FIELD_IDS ${fieldIdsOption(schema)}`,
      "RETURN_STATS",
      bloomFilterOption(metadata.properties),
      `ROW_GROUP_SIZE ${keys.length === 0 ? ROWS_OF_GROUP : ROWS_OF_GROUP_IN_PARTITION}`,
      ...(keys.length === 0
        ? [`FILE_SIZE_BYTES ${targetFileBytes(metadata.properties)}`]
        : [
            `PARTITION_BY (${keys.map((key) => quoteIdentifier(key.column)).join(", ")})`,
            "WRITE_PARTITION_COLUMNS false",
          ]),
    ];
    const keyColumns = keys.map((key) => `, ${key.keySql} AS ${quoteIdentifier(key.column)}`).join("");
    const source = keys.length === 0 ? select : `SELECT *${keyColumns} FROM (${select}) AS rows`;
    const folder = join(this.#directory, String(this.#queries));
    const rows = await engine.lazyRows(`COPY (${source}) TO ${textLiteral(folder)} (${options.join(", ")})`);
    return rows.map(localParquetFile).filter((file) => file.rows > 0);
  }

  /** Gives files their places in the table, after those of the queries before. */
  async #place(local: readonly LocalParquetFile[]): Promise<readonly PlacedFile[]> {
    const { engine, metadata, writeId } = this.target;
    const spec = defaultSpec(metadata);
    const keys = partitionKeys(spec, currentSchema(metadata));
    const first = this.#places.length;
    const placed: PlacedFile[] = [];
    for (const file of local) {
      const partition = await partitionOf(engine, spec, keys, file);
      const number = String(first + placed.length).padStart(5, "0");
      const name = `${partitionPath(spec, partition)}${number}-${writeId}.parquet`;
      placed.push({ ...file, filePath: `${dataLocation(metadata)}/${name}`, partition });
    }
    this.#places.push(...placed.map(({ filePath }) => filePath));
    return placed;
  }

  async #upload(placed: readonly PlacedFile[], describing: Promise<readonly DataFile[]>): Promise<void> {
    const { files, signal, onFile, uploads = DEFAULT_UPLOADS } = this.target;
    await inParallel([...placed.entries()], uploads, async ([index, { path, filePath }]) => {
      signal?.throwIfAborted();
      await files.upload(filePath, path);
      const file = (await describing)[index];
      await unlink(path);
      if (file !== undefined) onFile?.(file);
    });
  }
}
