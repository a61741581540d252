import { parseDataType } from "./data-type";
import { parseParts, qualified } from "./identifier";

/** The name of a procedure or function with the types of its arguments. */
export interface CallableName {
  /** Database, schema and name. */
  readonly path: readonly [database: string, schema: string, name: string];
  /** Types of the arguments, without their own arguments: VARCHAR, not VARCHAR(10). */
  readonly types: readonly string[];
  /** `"database"."schema"."name"(TYPE, …)`. */
  readonly sql: string;
}

/** Puts a name together. */
export function callableName(path: CallableName["path"], types: readonly string[]): CallableName {
  return { path, types, sql: `${qualified(...path)}(${types.join(", ")})` };
}

/** Reads `"database"."schema"."name"(TYPE, …)`. @throws Error when it has no list of types, or not three parts */
export function parseCallableName(text: string): CallableName {
  const match = /^([^(]*)\((.*)\)$/s.exec(text);
  if (match === null)
    throw new Error(`unable to parse identifier: ${text}: expected "<database>"."<schema>"."<name>"(<types>)`);
  const [database = "", schema = "", name = ""] = parseParts(
    match[1] ?? "",
    "<database_name>.<schema_name>.<schema_object_name>",
  );
  return callableName([database, schema, name], argumentTypes(match[2] ?? ""));
}

/** `VARCHAR(10), NUMBER` → VARCHAR, NUMBER. */
export function argumentTypes(list: string): readonly string[] {
  return (list.match(/(?:\([^()]*\)|[^,()])+/g) ?? [])
    .map((text) => text.trim())
    .filter((text) => text !== "")
    .map((text) => parseDataType(text)?.name ?? text);
}
