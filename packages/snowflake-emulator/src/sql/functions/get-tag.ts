import { TEXT } from "../../types/data-type";
import { holderOf, readTagPath } from "../tag-holder";
import { findTag, tagReferences } from "../tags";
import type { SqlFunction } from "./sql-function";

/** SYSTEM$GET_TAG('tag', 'object', 'domain'): the tag's value on the object, inherited ones too; NULL for none. */
export const getTag: SqlFunction = {
  name: "SYSTEM$GET_TAG",
  type: TEXT,
  minArguments: 3,
  maxArguments: 3,
  evaluate(context, [tagName, objectName, domain]) {
    const tag = findTag(context, readTagPath(String(tagName)).path);
    const found = tagReferences(context, holderOf(context, String(objectName), String(domain)));
    return found.find((one) => one.tag.id === tag.id)?.value ?? null;
  },
};
