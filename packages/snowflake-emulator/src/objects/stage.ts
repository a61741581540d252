import type { FileFormatType, FormatValue } from "./file-format";
import type { ObjectId, SnowflakeObject } from "./snowflake-object";

/** How files are to be read: a file format by id, or options of one's own. */
export type FormatSource =
  | { readonly kind: "NAMED"; readonly formatId: ObjectId }
  | {
      readonly kind: "INLINE";
      readonly type: FileFormatType;
      /** By name, in documented order; defaults included. */
      readonly options: Readonly<Record<string, FormatValue>>;
    };

/** An external stage on Amazon S3. */
export interface Stage extends SnowflakeObject {
  /** `s3://bucket/path/`, as it was written. */
  url: string;
  /** Its storage integration. It may be gone: then the stage can't be used (D: CREATE STORAGE INTEGRATION). */
  integrationId: ObjectId;
  format: FormatSource;
}
