import { EXECUTED, statusResult } from "../../../wire/result-table";
import type { Cursor } from "../../cursor";
import type { StatementKind } from "../../statement";
import { dataSession } from "../dml/dml-target";

/** `NAME n`. O: of a dotted name only the first part counts. */
function readName(cursor: Cursor): string | undefined {
  if (!cursor.take("NAME")) return undefined;
  const name = cursor.identifier();
  while (cursor.takeSymbol(".")) cursor.identifier();
  return name;
}

function kind(leading: "BEGIN" | "START TRANSACTION"): StatementKind {
  return {
    leading,
    parse(cursor) {
      cursor.expect(leading);
      if (leading === "BEGIN") cursor.takeOneOf("WORK", "TRANSACTION");
      const name = readName(cursor);
      return async (context) => {
        await dataSession(context).transactions.begin(name);
        return statusResult(EXECUTED);
      };
    },
  };
}

/** `BEGIN [WORK | TRANSACTION] [NAME n]` and `START TRANSACTION [NAME n]`. D: sql-reference/sql/begin. */
export const beginStatements: readonly StatementKind[] = [kind("BEGIN"), kind("START TRANSACTION")];
