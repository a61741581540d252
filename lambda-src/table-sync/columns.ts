import { MAX_IDENTIFIER_LENGTH } from "../../sql/identifier";
import { stringLiteral } from "../../sql/literal";
import type { FileType } from "./file-format";
import type { Reading } from "./formats";
import type { GlueTable } from "./glue-table";
import { typed } from "./partitions";
import { snowflakeType } from "./types";

/** A column of an external table. */
export interface ExternalColumn {
  readonly name: string;
  /** Such as `NUMBER(10,0)`. */
  readonly type: string;
  /** Over VALUE or METADATA$FILENAME. */
  readonly expression: string;
}

/** A column that the external table goes without; its rows' VALUE still has it. */
export interface RefusedColumn {
  /** Glue's name. */
  readonly name: string;
  readonly reason: string;
}

/** Columns that every external table has: none may be declared under their names. Source: docs.snowflake.com, tables-external-intro. */
const BUILT_IN = new Set([
  "VALUE",
  "METADATA$FILENAME",
  "METADATA$FILE_ROW_NUMBER",
  "METADATA$EXTERNAL_TABLE_PARTITION",
]);

/** The columns of a table's files, in order. */
export interface Columns {
  readonly columns: readonly ExternalColumn[];
  readonly refused: readonly RefusedColumn[];
  /** Why there can't be a table at all. */
  readonly problem?: string;
  /** Whether a column holds bytes. */
  readonly binary: boolean;
}

/** What the columns of a Glue table become. A column that can't be mapped is left out, with the reason. */
export function columnsOf({ columns, partitionKeys }: GlueTable, { format, keys }: Reading): Columns {
  const taken = new Map<string, number>();
  for (const { name } of [...columns, ...partitionKeys]) {
    taken.set(name.toUpperCase(), (taken.get(name.toUpperCase()) ?? 0) + 1);
  }
  for (const { name } of partitionKeys) {
    const problem = nameProblem(name, taken);
    if (problem !== undefined)
      return {
        columns: [],
        refused: [],
        binary: false,
        problem: `its partition key ${JSON.stringify(name)} ${problem}`,
      };
  }
  const found: ExternalColumn[] = [];
  const refused: RefusedColumn[] = [];
  columns.forEach(({ name, type: glueType }, index) => {
    const problem = nameProblem(name, taken);
    const answer = snowflakeType(glueType, format.type);
    if (problem !== undefined) refused.push({ name, reason: `its name ${problem}` });
    else if ("refused" in answer) refused.push({ name, reason: answer.refused });
    else {
      const key = keys.get(name) ?? name;
      const expression = valueExpression(format.type, key, index, answer.type);
      found.push({ name: name.toUpperCase(), type: answer.type, expression });
    }
  });
  return { columns: found, refused, binary: found.some(({ type }) => type === "BINARY") };
}

function nameProblem(name: string, taken: ReadonlyMap<string, number>): string | undefined {
  const upper = name.toUpperCase();
  if (upper === "") return "is empty";
  if (upper.includes("\0")) return "holds a NUL character";
  if (/\p{Cs}/u.test(upper)) return "is no well-formed text";
  if (upper.length > MAX_IDENTIFIER_LENGTH) return `is longer than ${MAX_IDENTIFIER_LENGTH} characters`;
  if (BUILT_IN.has(upper)) return `is that of the column ${upper}, which every external table has`;
  if ((taken.get(upper) ?? 0) > 1) return `in upper case, ${JSON.stringify(upper)}, is that of another column too`;
  return undefined;
}

/**
 * Reads a column from a row. CSV's fields have numbers for names. Others have the writer's names, whose case Glue
 * doesn't keep: so it is ignored.
 */
function valueExpression(fileType: FileType, key: string, index: number, type: string): string {
  if (fileType !== "CSV") return `GET_IGNORE_CASE(VALUE, ${stringLiteral(key)})::${type}`;
  const field = `VALUE:c${index + 1}::VARCHAR`;
  return type === "BINARY" ? `TRY_TO_BINARY(${field}, 'BASE64')` : typed(field, type);
}
