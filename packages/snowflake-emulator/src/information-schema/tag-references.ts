import { invalidProperty } from "../errors";
import type { TableFunctionArgument } from "../query/compile/scope";
import type { ExecutionContext } from "../sql/statement";
import { holderOf } from "../sql/tag-holder";
import { type TagReference, tagReferences } from "../sql/tags";
import { objectById } from "../state/account-state";
import { TEXT } from "../types/data-type";
import type { Cell } from "../wire/result-table";
import type { InformationSchemaFunction } from "./information-schema-function";

const COLUMNS = [
  "TAG_DATABASE",
  "TAG_SCHEMA",
  "TAG_NAME",
  "TAG_VALUE",
  "APPLY_METHOD",
  "LEVEL",
  "OBJECT_DATABASE",
  "OBJECT_SCHEMA",
  "OBJECT_NAME",
  "DOMAIN",
  "COLUMN_NAME",
];

function place({ account: { state } }: ExecutionContext, parentId: number | null) {
  const schema = objectById(state, "SCHEMA", parentId);
  const database = objectById(state, "DATABASE", schema?.parentId ?? parentId);
  return [database?.name ?? null, schema?.name ?? null] as const;
}

/** `asked`: the domain of the object that was asked about. */
function rowOf(context: ExecutionContext, one: TagReference, asked: string): readonly Cell[] {
  const { tag, value, level, object, column } = one;
  const [objectDatabase, objectSchema] = place(context, object?.parentId ?? null);
  const method = level === asked ? "MANUAL" : "INHERITED";
  const name = object?.name ?? context.account.name;
  return [
    ...place(context, tag.parentId),
    tag.name,
    value,
    method,
    level,
    objectDatabase,
    objectSchema,
    name,
    asked,
    column,
  ];
}

/** D: TAG_REFERENCES('object', 'domain'): the tags on an object, inherited ones too. */
export const tagReferencesFunction: InformationSchemaFunction = {
  name: "TAG_REFERENCES",
  async bind(context: ExecutionContext, parameters: readonly TableFunctionArgument[]) {
    const [first, second, ...rest] = parameters;
    if (typeof first?.value !== "string" || typeof second?.value !== "string" || rest.length > 0) {
      throw invalidProperty("TAG_REFERENCES()", "it takes an object and a domain");
    }
    const asked = second.value.toUpperCase().replaceAll("_", " ");
    const found = tagReferences(context, holderOf(context, first.value, second.value));
    return {
      columns: COLUMNS.map((name) => ({ name, type: TEXT, nullable: true })),
      source: { kind: "rows", rows: found.map((one) => rowOf(context, one, asked)) },
    };
  },
};
