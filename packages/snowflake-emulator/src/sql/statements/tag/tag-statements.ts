import { alreadyExists, invalidProperty, limitExceeded, notEmulated } from "../../../errors";
import type { Tag } from "../../../objects/tag";
import type { Cursor } from "../../cursor";
import { alterObject, createObject, readCreateHead, readTarget, rename } from "../../object-statements";
import { text } from "../../properties";
import { commonColumns, showInSchema } from "../../show-in-schema";
import type { StatementKind } from "../../statement";

/** D: Object tagging, quotas. */
const MOST_ALLOWED_VALUES = 5000;
export const LONGEST_VALUE = 256;

function readValues(cursor: Cursor): readonly string[] {
  const values: string[] = [];
  do values.push(cursor.string());
  while (cursor.takeSymbol(","));
  return values;
}

function checkValues(values: readonly string[]): readonly string[] {
  const long = values.find((value) => value.length > LONGEST_VALUE);
  if (long !== undefined) throw limitExceeded(`A tag value has at most ${LONGEST_VALUE} characters.`);
  if (new Set(values).size !== values.length) throw invalidProperty("ALLOWED_VALUES", "a value is given twice");
  if (values.length > MOST_ALLOWED_VALUES) {
    throw limitExceeded(`A tag has at most ${MOST_ALLOWED_VALUES} allowed values.`);
  }
  return values;
}

function refusePropagation(cursor: Cursor): void {
  if (cursor.isWords("PROPAGATE") || cursor.isWords("ON_CONFLICT")) throw notEmulated("propagation of tags");
}

/** CREATE [OR REPLACE] TAG [IF NOT EXISTS] name [ALLOWED_VALUES '…' [, '…']] [COMMENT = '…'] */
const createTag: StatementKind = {
  leading: "CREATE TAG",
  parse(cursor) {
    const head = readCreateHead(cursor, "TAG", 3);
    let allowedValues: readonly string[] | null = null;
    let comment: string | null = null;
    for (;;) {
      refusePropagation(cursor);
      if (cursor.take("ALLOWED_VALUES")) allowedValues = checkValues(readValues(cursor));
      else if (cursor.take("COMMENT")) {
        cursor.expectSymbol("=");
        comment = text(cursor, "COMMENT");
      } else break;
    }
    return (context) =>
      createObject(context, "TAG", head, "CREATE TAG", (base) => ({ ...base, allowedValues, comment }));
  },
};

function readChange(cursor: Cursor): (tag: Tag) => void {
  refusePropagation(cursor);
  const verb = cursor.takeOneOf("ADD ALLOWED_VALUES", "DROP ALLOWED_VALUES", "SET ALLOWED_VALUES");
  if (verb !== undefined) {
    const values = readValues(cursor);
    return (tag) => {
      const before = verb === "SET ALLOWED_VALUES" ? [] : (tag.allowedValues ?? []);
      const known = values.find((value) => before.includes(value));
      if (verb === "ADD ALLOWED_VALUES" && known !== undefined) throw alreadyExists(known);
      tag.allowedValues =
        verb === "DROP ALLOWED_VALUES"
          ? before.filter((value) => !values.includes(value))
          : checkValues([...before, ...values]);
    };
  }
  if (cursor.take("UNSET ALLOWED_VALUES")) {
    return (tag) => {
      tag.allowedValues = null;
    };
  }
  if (cursor.take("UNSET COMMENT")) {
    return (tag) => {
      tag.comment = null;
    };
  }
  if (cursor.isWords("SET", "MASKING") || cursor.isWords("UNSET", "MASKING"))
    throw notEmulated("tag-based masking policies");
  cursor.expect("SET");
  refusePropagation(cursor);
  cursor.expect("COMMENT");
  cursor.expectSymbol("=");
  const comment = text(cursor, "COMMENT");
  return (tag) => {
    tag.comment = comment;
  };
}

/** ALTER TAG [IF EXISTS] name { RENAME TO name | { ADD | DROP } ALLOWED_VALUES '…' … | UNSET ALLOWED_VALUES | { SET | UNSET } COMMENT } */
const alterTag: StatementKind = {
  leading: "ALTER TAG",
  parse(cursor) {
    const target = readTarget(cursor, "ALTER", "TAG", 3);
    if (cursor.take("RENAME TO")) {
      const path = cursor.path(3);
      return (context) => alterObject(context, "TAG", target, "OWNERSHIP", (tag) => rename(context, "TAG", tag, path));
    }
    const change = readChange(cursor);
    return (context) => alterObject(context, "TAG", target, "OWNERSHIP", change);
  },
};

export const tagStatements: readonly StatementKind[] = [
  createTag,
  alterTag,
  showInSchema("TAG", "TAGS", (context) => {
    const { owner_role_type, ...common } = commonColumns<Tag>(context);
    return {
      ...common,
      allowed_values: [
        "text",
        ({ object }) => (object.allowedValues === null ? null : JSON.stringify(object.allowedValues)),
      ],
      owner_role_type,
      propagate: ["text", () => "NONE"],
      on_conflict: ["text", () => null],
    };
  }),
];
