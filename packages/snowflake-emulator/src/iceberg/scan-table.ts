import { readFile } from "node:fs/promises";
import type { FileStore, ScanPlan } from "@twinberg/iceberg";
import { mapWithLimit } from "../aws/concurrency";
import { physicalType } from "../data/physical-type";
import type { IcebergColumn, IcebergTable } from "../objects/iceberg-table";
import { positions } from "../query/compile/relation";
import type { LakeSession } from "./lake-session";
import { icebergLibrary } from "./library";
import type { LocalFiles } from "./local-files";
import { inSnowflakesWords, readMetadataFile } from "./metadata-file";
import type { RemoteFiles } from "./remote-catalog";
import { type Moment, snapshotAt } from "./snapshot-at";
import { icebergColumns, type NameCase } from "./table-version";

/** Files that are fetched at a time. */
const FILES_AT_ONCE = 8;

/** A state of a table, found but for its data. */
export interface PlannedScan {
  readonly columns: readonly IcebergColumn[];
  /** Fetches what is not here yet, and gives the rows' DuckDB SQL: as many columns, of the emulator's physical types. */
  sql(): Promise<string>;
}

/** Files as they are read by the library: by way of local copies. */
class CopiedFiles implements FileStore {
  constructor(
    private readonly copies: LocalFiles,
    private readonly files: RemoteFiles,
  ) {}

  async read(uri: string): Promise<Uint8Array> {
    return readFile(await this.copies.copyOf(this.files, uri));
  }

  download(uri: string, localPath: string): Promise<void> {
    return this.files.download(uri, localPath);
  }

  write(uri: string, bytes: Uint8Array): Promise<void> {
    return this.files.write(uri, bytes);
  }

  upload(uri: string, localPath: string): Promise<void> {
    return this.files.upload(uri, localPath);
  }

  remove(uris: readonly string[]): Promise<void> {
    return this.files.remove(uris);
  }
}

/**
 * Finds out what a table was at a moment (undefined: is now) and which files hold it. Throws RemoteAccessError for what is missing
 * or out of reach, 000707 and 000708 for a moment that the table has not.
 */
export async function planTableScan(
  lake: LakeSession,
  copies: LocalFiles,
  table: IcebergTable & { readonly version: NonNullable<IcebergTable["version"]> },
  options: { readonly moment: Moment | undefined; readonly nameCase: NameCase | undefined },
): Promise<PlannedScan> {
  const { metadataLocation } = table.version;
  const files = await lake.files(table);
  const copied = new CopiedFiles(copies, files);
  const metadata = await readMetadataFile(copied, metadataLocation);
  const selection = options.moment === undefined ? {} : snapshotAt(table.name, metadata, options.moment);
  const plan = await inSnowflakesWords(metadataLocation, () => icebergLibrary().planScan(metadata, copied, selection));
  const columns = icebergColumns(plan.schema, options.nameCase);
  return {
    columns,
    sql: async () => {
      const paths = await localPaths(copies, files, plan);
      const scan = await inSnowflakesWords(metadataLocation, () =>
        icebergLibrary().scanQuery(plan, (uri) => pathOf(paths, uri), { schemas: copies.parquetSchemas }),
      );
      return physicalRows(scan, columns);
    },
  };
}

async function localPaths(
  copies: LocalFiles,
  files: RemoteFiles,
  plan: ScanPlan,
): Promise<ReadonlyMap<string, string>> {
  const uris = icebergLibrary().filesOf(plan);
  const pairs = await mapWithLimit(uris, FILES_AT_ONCE, (uri) =>
    inSnowflakesWords(uri, async () => [uri, await copies.copyOf(files, uri)] as const),
  );
  return new Map(pairs);
}

function pathOf(paths: ReadonlyMap<string, string>, uri: string): string {
  const path = paths.get(uri);
  if (path === undefined) throw new Error(`${uri} is not part of the scan`);
  return path;
}

/** The scan's values in the types that the emulator keeps Snowflake's in. */
function physicalRows(scan: string, columns: readonly IcebergColumn[]): string {
  const values = columns.map((column, index) => physicalValue(`i."c${index + 1}"`, column));
  return `SELECT ${values.join(", ")} FROM (${scan}) AS i(${positions(columns.length)})`;
}

function physicalValue(sql: string, { type, icebergType }: IcebergColumn): string {
  if (type.kind === "OBJECT" || type.kind === "ARRAY") return `CAST(to_json(${sql}) AS JSON)`;
  // DuckDB has a type of its own for it.
  if (icebergType === "UUID") return `unhex(replace(CAST(${sql} AS VARCHAR), '-', ''))`;
  return `CAST(${sql} AS ${physicalType(type)})`;
}
