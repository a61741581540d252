import { randomUUID } from "node:crypto";
import type { Catalog, LoadedTable, TableIdentifier } from "../catalog/catalog";
import { CommitStateUnknownError } from "../catalog/errors";
import type { DataFile } from "../manifest/data-file";
import type { ManifestFile } from "../manifest/manifest-file";
import { awaitedLater } from "./awaited-later";
import { type Attempt, commitChange } from "./commit-change";
import { renderManifest } from "./manifests";
import { assertWritable, nextSequenceNumber } from "./metadata-changes/add-snapshot";
import { assertSchemaFits, type RowsInput, type WriteResult, writeAll } from "./rows-input";
import { randomSnapshotId } from "./snapshot-attempt";
import { DataFileWriter } from "./write-data-files";
import { metadataLocation } from "./write-properties";

/** New data files and the manifest that lists them, written once however often the commit is tried. */
export interface AddedFiles {
  readonly snapshotId: bigint;
  readonly files: readonly DataFile[];
  /** The manifest's line in the manifest list of a snapshot with this sequence number. */
  manifest(sequenceNumber: number): ManifestFile;
  /** Resolves when all are in place. */
  readonly ready: Promise<unknown>;
}

/**
 * Writes rows to data files and commits a change with them. Without rows there is no commit. When it fails, no file of it stays,
 * unless the catalog's answer was lost.
 *
 * @param change called with the table as it is at each try
 */
export async function commitRows(
  catalog: Catalog,
  identifier: TableIdentifier,
  input: RowsInput,
  change: (added: AddedFiles, now: LoadedTable, base: LoadedTable) => Promise<Attempt>,
): Promise<WriteResult> {
  const base = await catalog.load(identifier);
  assertWritable(base.metadata);
  const writeId = randomUUID();
  const writer = new DataFileWriter({ ...input, files: catalog.files, metadata: base.metadata, writeId });
  const uri = `${metadataLocation(base.metadata)}/${writeId}-m0.avro`;
  let writingManifest: Promise<void> | undefined;
  try {
    await writeAll(writer, base, input);
    const files = writer.described;
    if (files.length === 0) return { table: base, snapshotId: undefined, files: await writer.finish(), rows: 0 };
    const snapshotId = randomSnapshotId();
    const sequenceNumber = nextSequenceNumber(base.metadata);
    const place = {
      uri,
      specId: base.metadata["default-spec-id"],
      content: "data",
      snapshotId,
      sequenceNumber,
    } as const;
    const rendered = await renderManifest(
      base.metadata,
      place,
      files.map((file) => ({ status: "added", file })),
    );
    writingManifest = awaitedLater(catalog.files.write(uri, rendered.bytes));
    const added = {
      snapshotId,
      files,
      manifest: (number: number) => ({ ...rendered.manifest, sequenceNumber: number, minSequenceNumber: number }),
      ready: awaitedLater(Promise.all([writer.finish(), writingManifest])),
    };
    const attempt = async (now: LoadedTable): Promise<Attempt> => {
      assertSchemaFits(base, now);
      return change(added, now, base);
    };
    const table = await commitChange(catalog, identifier, base, attempt, input.retry);
    return { table, snapshotId, files, rows: files.reduce((sum, file) => sum + file.recordCount, 0) };
  } catch (error) {
    if (error instanceof CommitStateUnknownError) throw error;
    await writer.discard();
    if (writingManifest !== undefined) {
      await Promise.allSettled([writingManifest]);
      await catalog.files.remove([uri]);
    }
    throw error;
  }
}
