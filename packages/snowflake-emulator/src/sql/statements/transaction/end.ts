import { EXECUTED, statusResult } from "../../../wire/result-table";
import type { StatementKind } from "../../statement";
import { dataSession } from "../dml/dml-target";

function kind(leading: "COMMIT" | "ROLLBACK"): StatementKind {
  return {
    leading,
    parse(cursor) {
      cursor.expect(leading);
      cursor.take("WORK");
      return async (context) => {
        const { transactions } = dataSession(context);
        await (leading === "COMMIT" ? transactions.commit() : transactions.rollback());
        return statusResult(EXECUTED);
      };
    },
  };
}

/** `COMMIT [WORK]` and `ROLLBACK [WORK]`: without a transaction they succeed and do nothing. D: sql-reference/sql/commit. */
export const endStatements: readonly StatementKind[] = [kind("COMMIT"), kind("ROLLBACK")];
