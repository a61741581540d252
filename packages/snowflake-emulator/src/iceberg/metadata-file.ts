import type { FileStore, TableMetadata } from "@twinberg/iceberg";
import { fileMissing, fileRefused, metadataNotUnderstood } from "./access-messages";
import { icebergLibrary } from "./library";

/** Lets what the files of a table say become Snowflake's words. Throws RemoteAccessError. */
export async function inSnowflakesWords<T>(uri: string, read: () => Promise<T>): Promise<T> {
  try {
    return await read();
  } catch (error) {
    const { AccessDeniedError, FileNotFoundError } = icebergLibrary();
    if (error instanceof FileNotFoundError) throw fileMissing(error.uri);
    if (error instanceof AccessDeniedError) throw fileRefused(error.uri, error.reason);
    if (error instanceof Error && isNotUnderstood(error)) throw metadataNotUnderstood(uri, error.message);
    throw error;
  }
}

/** Is it about a file that is not as the specification has it, or that Snowflake does not read? */
function isNotUnderstood(error: Error): boolean {
  const library = icebergLibrary();
  return [
    library.AvroError,
    library.ColumnShapeError,
    library.DuplicateDataFileError,
    library.EqualityDeletesError,
    library.MetadataError,
    library.MissingFieldIdsError,
    library.ParquetError,
    library.UnsupportedFileFormatError,
  ].some((one) => error instanceof one);
}

/** Reads a table's metadata file. Throws RemoteAccessError when it is missing, out of reach, or none. */
export function readMetadataFile(files: FileStore, uri: string): Promise<TableMetadata> {
  return inSnowflakesWords(uri, () => icebergLibrary().readTableMetadata(files, uri));
}
