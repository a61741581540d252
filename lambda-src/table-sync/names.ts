import { MAX_IDENTIFIER_LENGTH } from "../../sql/identifier";
import { type Refusal, refuse } from "./refusal";
import type { NamingRule, SchemaName } from "./settings";

/**
 * A Glue name as a Snowflake one: in upper case, so that people can write it unquoted. Refused when its upper case is
 * another name's too, such as that of `maß` and `mass`: what is accepted never collides.
 */
export function upperName(name: string): string | Refusal {
  const upper = name.toUpperCase();
  if (name === "") return refuse("the name is empty");
  if (name.includes("\0")) return refuse(`the name ${JSON.stringify(name)} holds a NUL character`);
  if (/\p{Cs}/u.test(name)) return refuse(`the name ${JSON.stringify(name)} is no well-formed text`);
  if (upper.length > MAX_IDENTIFIER_LENGTH) {
    return refuse(
      `the name ${JSON.stringify(`${name.slice(0, 40)}…`)} has ${upper.length} characters; Snowflake allows ${MAX_IDENTIFIER_LENGTH}`,
    );
  }
  if (upper.toLowerCase() !== name) {
    return refuse(
      `the name ${JSON.stringify(name)} in upper case is ${JSON.stringify(upper)}, which is another name's too: rename it in Glue`,
    );
  }
  return upper;
}

/** The schema that a Glue database goes to. Refused when neither the mapping nor the rule says, or both say the same. */
export function schemaOf(glueDatabase: string, { mapping, separator }: NamingRule): SchemaName | Refusal {
  const mapped = Object.hasOwn(mapping, glueDatabase) ? mapping[glueDatabase] : undefined;
  if (mapped !== undefined) return mapped;
  const label = JSON.stringify(glueDatabase);
  if (separator === undefined) return refuse(`the database ${label} isn't in the mapping`);
  const at = glueDatabase.indexOf(separator);
  if (at < 1 || at + separator.length >= glueDatabase.length) {
    return refuse(
      `the database ${label} isn't named database${separator}schema and isn't in the mapping: rename it or map it`,
    );
  }
  if (glueDatabase.indexOf(separator, at + 1) !== -1) {
    return refuse(
      `where the database's name ends in ${label} isn't clear, it holds ${JSON.stringify(separator)} more than once: map it`,
    );
  }
  const database = upperName(glueDatabase.slice(0, at));
  const schema = upperName(glueDatabase.slice(at + separator.length));
  if (typeof database !== "string") return database;
  if (typeof schema !== "string") return schema;
  const taken = Object.entries(mapping).find(([, one]) => one.database === database && one.schema === schema);
  if (taken !== undefined) {
    return refuse(
      `the database ${label} goes to ${database}.${schema}, where the mapping sends ${JSON.stringify(taken[0])}: map it elsewhere`,
    );
  }
  return { database, schema };
}

/**
 * Looks for two Glue databases that the mapping sends to one schema.
 *
 * @throws RangeError naming them
 */
export function checkMapping({ mapping, separator }: NamingRule): void {
  if (separator === "")
    throw new RangeError("the separator between database and schema is empty: leave it out instead");
  const seen = new Map<string, string>();
  for (const [glueDatabase, { database, schema }] of Object.entries(mapping)) {
    const key = JSON.stringify([database, schema]);
    const other = seen.get(key);
    if (other !== undefined) {
      throw new RangeError(
        `the mapping sends both ${other} and ${glueDatabase} to ${database}.${schema}: tables of one would replace the other's`,
      );
    }
    seen.set(key, glueDatabase);
  }
}
