import { readParameterAssignments, readParameterNames } from "../../../parameters/read-parameters";
import { EXECUTED, statusResult } from "../../../wire/result-table";
import type { ExecutionContext, StatementKind } from "../../statement";
import { commitOpenTransaction } from "../transaction/implicit-commit";

/** D: Transactions, AUTOCOMMIT: setting or unsetting it commits the open transaction, also when the value stays. */
async function endTransaction(context: ExecutionContext, names: readonly string[]): Promise<void> {
  if (names.includes("AUTOCOMMIT")) await commitOpenTransaction(context);
}

/** ALTER SESSION { SET parameter = value … | UNSET parameter, … } */
export const alterSession: StatementKind = {
  leading: "ALTER SESSION",
  parse(cursor) {
    cursor.expect("ALTER SESSION");
    if (cursor.take("SET")) {
      const values = readParameterAssignments(cursor, "SESSION");
      return async (context) => {
        await endTransaction(context, [...values.keys()]);
        for (const [name, value] of values) context.session.parameters.set(name, value);
        return statusResult(EXECUTED);
      };
    }
    cursor.expect("UNSET");
    const names = readParameterNames(cursor, "SESSION");
    return async (context) => {
      await endTransaction(context, names);
      for (const name of names) context.session.parameters.delete(name);
      return statusResult(EXECUTED);
    };
  },
};
