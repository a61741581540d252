import type { CtyRecord } from "../plugin/cty";
import type { ResourceData } from "../plugin/resource-data";
import type { ResourceSession } from "../provider/session";
import { isMissing } from "../snowflake/errors";
import type { Row } from "../snowflake/result";
import { argumentTypes, type CallableName } from "../sql/callable-name";
import { type DataType, isOtherType, parseDataType, typeAsWritten, typeSql } from "../sql/data-type";
import { trimQuotes } from "../sql/identifier";
import { flag } from "./common";

/** A data type. @throws Error when it isn't one */
export function typeOf(text: string): DataType {
  const type = parseDataType(text);
  if (type === undefined) throw new Error(`invalid data type: ${text}`);
  return type;
}

/** The overload that is meant: name, types, schema and database are the same. */
export function matching({ path: [database, schema], types }: CallableName): (row: Row) => boolean {
  return (row) => {
    const shown = /\(([^()]*)\) RETURN /.exec(row.text("arguments"));
    return (
      trimQuotes(row.text("catalog_name")) === database &&
      trimQuotes(row.text("schema_name")) === schema &&
      shown !== null &&
      argumentTypes(shown[1] ?? "").join() === types.join()
    );
  };
}

/** DESCRIBE PROCEDURE: property → value, those without value left out; undefined when the procedure is gone. */
export async function describeProcedure(
  session: ResourceSession,
  procedure: CallableName,
): Promise<ReadonlyMap<string, string> | undefined> {
  try {
    const rows = await session.query(`DESCRIBE PROCEDURE ${procedure.sql}`);
    return new Map(
      rows.flatMap((row) => {
        const value = row.optional("value");
        return value === undefined || value === "null" ? [] : [[row.text("property"), value] as const];
      }),
    );
  } catch (error) {
    if (!isMissing(error)) throw error;
    return undefined;
  }
}

/** `(A VARCHAR, B NUMBER)` → names and types. */
export function signatureOf(signature: string): readonly { readonly name: string; readonly type: DataType }[] {
  const inner = signature.slice(1, -1).trim();
  if (inner === "") return [];
  return (inner.match(/(?:\([^()]*\)|[^,()])+/g) ?? []).map((argument) => {
    const [, name = "", type = ""] = /^(\S+)\s+(.*)$/.exec(argument.trim()) ?? [];
    return { name, type: typeOf(type) };
  });
}

/** Keeps the types of the state where Snowflake's may be the same: it shows them without their arguments. */
export function readArguments(data: ResourceData, signature: string): void {
  const shown = signatureOf(signature);
  if (shown.length === 0) return;
  const stored = data.blocks("arguments");
  const read = shown.map(({ name, type }, i): CtyRecord => {
    const before = storedType(stored[i]);
    const same = before !== undefined && !isOtherType(before, type);
    return { arg_name: name, arg_data_type: same ? typeSql(before) : typeAsWritten(type), arg_default_value: "" };
  });
  data.set("arguments", read);
}

function storedType(argument: CtyRecord | undefined): DataType | undefined {
  return parseDataType(String(argument?.arg_data_type ?? ""));
}

/** A row of SHOW PROCEDURES as the output has it. */
export function shownProcedure(row: Row): CtyRecord {
  return {
    created_on: row.timeText("created_on"),
    name: row.text("name"),
    schema_name: trimQuotes(row.text("schema_name")),
    is_builtin: flag(row, "is_builtin"),
    is_aggregate: flag(row, "is_aggregate"),
    is_ansi: flag(row, "is_ansi"),
    min_num_arguments: row.number("min_num_arguments"),
    max_num_arguments: row.number("max_num_arguments"),
    arguments_raw: row.text("arguments"),
    description: row.text("description"),
    catalog_name: trimQuotes(row.text("catalog_name")),
    is_table_function: flag(row, "is_table_function"),
    valid_for_clustering: flag(row, "valid_for_clustering"),
    is_secure: flag(row, "is_secure"),
    secrets: row.optional("secrets") ?? null,
    external_access_integrations: row.optional("external_access_integrations") ?? null,
  };
}
