import { invalidProperty } from "../../../errors";
import type { Sequence } from "../../../objects/sequence";
import type { Cursor } from "../../cursor";
import { alterObject, readTarget, rename } from "../../object-statements";
import { text } from "../../properties";
import type { StatementKind } from "../../statement";
import { checkIncrement, readBigInteger } from "./create-sequence";

type Change = (sequence: Sequence) => void;

/** Reads `[SET] [INCREMENT [BY] [=] n] [ORDER | NOORDER] [COMMENT = '…']`, at least one. */
function readChanges(cursor: Cursor): readonly Change[] {
  cursor.take("SET");
  const changes: Change[] = [];
  do {
    if (cursor.take("INCREMENT")) {
      cursor.take("BY");
      cursor.takeSymbol("=");
      const increment = checkIncrement(readBigInteger(cursor, "INCREMENT"));
      changes.push((sequence) => {
        sequence.increment = increment;
      });
    } else if (cursor.take("NOORDER")) {
      changes.push((sequence) => {
        sequence.ordered = false;
      });
    } else if (cursor.take("ORDER")) {
      changes.push((sequence) => {
        // D: ALTER SEQUENCE, NOORDER can't be changed to ORDER.
        if (!sequence.ordered) throw invalidProperty("ORDER", "the sequence was made or altered to be NOORDER");
      });
    } else {
      cursor.expect("COMMENT");
      cursor.expectSymbol("=");
      const comment = text(cursor, "COMMENT");
      changes.push((sequence) => {
        sequence.comment = comment;
      });
    }
    cursor.takeSymbol(",");
  } while (!cursor.isEnd());
  return changes;
}

/** ALTER SEQUENCE [IF EXISTS] name { RENAME TO name | [SET] INCREMENT [BY] n … | SET { ORDER | NOORDER | COMMENT = '…' } | UNSET COMMENT } */
export const alterSequence: StatementKind = {
  leading: "ALTER SEQUENCE",
  parse(cursor) {
    const target = readTarget(cursor, "ALTER", "SEQUENCE", 3);
    if (cursor.take("RENAME TO")) {
      const path = cursor.path(3);
      return (context) =>
        alterObject(context, "SEQUENCE", target, "OWNERSHIP", (sequence) =>
          rename(context, "SEQUENCE", sequence, path),
        );
    }
    const changes = cursor.take("UNSET COMMENT")
      ? [
          (sequence: Sequence) => {
            sequence.comment = null;
          },
        ]
      : readChanges(cursor);
    return (context) =>
      alterObject(context, "SEQUENCE", target, "OWNERSHIP", (sequence) => {
        for (const change of changes) change(sequence);
      });
  },
};
