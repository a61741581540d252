import { invalidProperty, notEmulated } from "../../../errors";
import type { Cursor } from "../../cursor";
import { resolveIdentifier } from "../../identifiers";
import { boolean } from "../../properties";
import { readTagClause, type TagSetting } from "../../tag-clause";

/** A volume or integration, by name. */
export interface NamedOption {
  readonly name: string;
  /** As SHOW PARAMETERS shows it: with the quotes that were written (O). */
  readonly written: string;
}

/** What a CREATE ICEBERG TABLE says besides its name; undefined: nothing of it. */
export interface IcebergOptions {
  readonly externalVolume: NamedOption | undefined;
  readonly catalog: NamedOption | undefined;
  readonly catalogTableName: string | undefined;
  readonly catalogNamespace: string | undefined;
  readonly metadataFilePath: string | undefined;
  readonly replaceInvalidCharacters: boolean | undefined;
  readonly autoRefresh: boolean | undefined;
  readonly comment: string | undefined;
  readonly tags: readonly TagSetting[];
}

/** Options of tables that Snowflake writes, or of files that are none of Iceberg's. */
const REFUSED: ReadonlySet<string> = new Set([
  "BASE_LOCATION",
  "CATALOG_SYNC",
  "CHANGE_TRACKING",
  "CLUSTER",
  "CONTACT",
  "DATA_RETENTION_TIME_IN_DAYS",
  "ENABLE_DATA_COMPACTION",
  "ENABLE_ICEBERG_MERGE_ON_READ",
  "ICEBERG_MERGE_ON_READ_BEHAVIOR",
  "ICEBERG_VERSION",
  "MAX_DATA_EXTENSION_TIME_IN_DAYS",
  "PARTITION",
  "PATH_LAYOUT",
  "STORAGE_SERIALIZATION_POLICY",
  "TARGET_FILE_SIZE",
]);

/** Reads a name, bare, in double quotes, or either of them in a string literal. */
function readName(cursor: Cursor): NamedOption {
  const { kind, text } = cursor.peek();
  if (kind === "string") {
    const written = cursor.string();
    return { name: resolveIdentifier(written), written };
  }
  return { name: cursor.identifier(), written: kind === "quoted" ? text : text.toUpperCase() };
}

const TEXTS = ["CATALOG_TABLE_NAME", "CATALOG_NAMESPACE", "METADATA_FILE_PATH", "COMMENT"] as const;
const SWITCHES = ["REPLACE_INVALID_CHARACTERS", "AUTO_REFRESH"] as const;
const NAMES = ["EXTERNAL_VOLUME", "CATALOG"] as const;

/**
 * Reads the options of a CREATE ICEBERG TABLE to its end. Throws 000002 for tables that Snowflake manages and for what is not
 * built, by name; 001422 for an option that is given twice.
 */
export function readIcebergOptions(cursor: Cursor): IcebergOptions {
  const texts = new Map<string, string>();
  const switches = new Map<string, boolean>();
  const names = new Map<string, NamedOption>();
  const tags: TagSetting[] = [];
  const seen = new Set<string>();
  for (;;) {
    tags.push(...readTagClause(cursor));
    if (cursor.isEnd()) break;
    if (cursor.isSymbol("(")) throw notEmulated("CREATE ICEBERG TABLE with columns: tables that Snowflake manages");
    cursor.take("WITH");
    const { value: word } = cursor.peek();
    if (["AS", "CLONE", "LIKE"].includes(word)) throw notEmulated(`CREATE ICEBERG TABLE … ${word}`);
    if (REFUSED.has(word)) throw notEmulated(`CREATE ICEBERG TABLE … ${word}`);
    const text = TEXTS.find((one) => one === word);
    const setting = SWITCHES.find((one) => one === word);
    const name = NAMES.find((one) => one === word);
    const option = text ?? setting ?? name;
    if (option === undefined) throw cursor.unexpected();
    if (seen.has(option)) throw invalidProperty(option, "it is given twice");
    seen.add(option);
    cursor.next();
    cursor.expectSymbol("=");
    if (text !== undefined) texts.set(text, cursor.string());
    else if (setting !== undefined) switches.set(setting, boolean(cursor, setting));
    else names.set(option, readName(cursor));
    cursor.takeSymbol(",");
  }
  return {
    externalVolume: names.get("EXTERNAL_VOLUME"),
    catalog: names.get("CATALOG"),
    catalogTableName: texts.get("CATALOG_TABLE_NAME"),
    catalogNamespace: texts.get("CATALOG_NAMESPACE"),
    metadataFilePath: texts.get("METADATA_FILE_PATH"),
    replaceInvalidCharacters: switches.get("REPLACE_INVALID_CHARACTERS"),
    autoRefresh: switches.get("AUTO_REFRESH"),
    comment: texts.get("COMMENT"),
    tags,
  };
}
