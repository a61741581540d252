import { insufficientPrivileges } from "../../../errors";
import { readParameterAssignments, readParameterNames } from "../../../parameters/read-parameters";
import { EXECUTED, statusResult } from "../../../wire/result-table";
import type { ExecutionContext, StatementKind } from "../../statement";

function requireAdmin({ access }: ExecutionContext): void {
  if (!access.isAccountAdmin()) throw insufficientPrivileges("account", access.accountName);
}

/** ALTER ACCOUNT SET parameter = value … (D: needs ACCOUNTADMIN) */
export const alterAccountSet: StatementKind = {
  leading: "ALTER ACCOUNT SET",
  parse(cursor) {
    cursor.expect("ALTER ACCOUNT SET");
    const values = readParameterAssignments(cursor, "ACCOUNT");
    return (context) => {
      requireAdmin(context);
      for (const [name, value] of values) context.account.state.parameters.put(name, value);
      return statusResult(EXECUTED);
    };
  },
};

/** ALTER ACCOUNT UNSET parameter, … (D: needs ACCOUNTADMIN) */
export const alterAccountUnset: StatementKind = {
  leading: "ALTER ACCOUNT UNSET",
  parse(cursor) {
    cursor.expect("ALTER ACCOUNT UNSET");
    const names = readParameterNames(cursor, "ACCOUNT");
    return (context) => {
      requireAdmin(context);
      for (const name of names) context.account.state.parameters.remove(name);
      return statusResult(EXECUTED);
    };
  },
};
