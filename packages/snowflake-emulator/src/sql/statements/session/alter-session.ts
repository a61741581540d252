import { readParameterAssignments, readParameterNames } from "../../../parameters/read-parameters";
import { EXECUTED, statusResult } from "../../../wire/result-table";
import type { StatementKind } from "../../statement";

/** ALTER SESSION { SET parameter = value … | UNSET parameter, … } */
export const alterSession: StatementKind = {
  leading: "ALTER SESSION",
  parse(cursor) {
    cursor.expect("ALTER SESSION");
    if (cursor.take("SET")) {
      const values = readParameterAssignments(cursor, "SESSION");
      return ({ session }) => {
        for (const [name, value] of values) session.parameters.set(name, value);
        return statusResult(EXECUTED);
      };
    }
    cursor.expect("UNSET");
    const names = readParameterNames(cursor, "SESSION");
    return ({ session }) => {
      for (const name of names) session.parameters.delete(name);
      return statusResult(EXECUTED);
    };
  },
};
