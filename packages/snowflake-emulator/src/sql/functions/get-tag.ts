import { TEXT } from "../../types/data-type";
import { Cursor } from "../cursor";
import { findTag, findTagHolder, tagReferences, typeOfDomain } from "../tags";
import { tokenize } from "../tokenizer";
import type { SqlFunction } from "./sql-function";

function readPath(text: string, most: number) {
  const cursor = new Cursor(tokenize(text));
  const path = cursor.path(most);
  const column = cursor.takeSymbol(".") ? cursor.identifier() : null;
  cursor.end();
  return { path, column };
}

/** SYSTEM$GET_TAG('tag', 'object', 'domain'): the tag's value on the object, inherited ones too; NULL for none. */
export const getTag: SqlFunction = {
  name: "SYSTEM$GET_TAG",
  type: TEXT,
  minArguments: 3,
  maxArguments: 3,
  evaluate(context, [tagName, objectName, domain]) {
    const tag = findTag(context, readPath(String(tagName), 3).path);
    const type = typeOfDomain(String(domain));
    if (type === "ACCOUNT") {
      const holder = { type, object: undefined, column: null };
      return tagReferences(context, holder).find((one) => one.tag.id === tag.id)?.value ?? null;
    }
    const { path, column } = readPath(String(objectName), 3);
    // A column is named by its table's path and its own name behind it.
    const table = type === "COLUMN" && column === null ? path.slice(0, -1) : path;
    const named = type === "COLUMN" ? (column ?? path.at(-1) ?? null) : null;
    const holder = findTagHolder(context, type === "COLUMN" ? "TABLE" : type, table, named);
    return tagReferences(context, holder).find((one) => one.tag.id === tag.id)?.value ?? null;
  },
};
