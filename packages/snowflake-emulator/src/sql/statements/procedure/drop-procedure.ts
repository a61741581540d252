import { SnowflakeError } from "../../../errors";
import type { Procedure } from "../../../objects/procedure";
import { removeObject } from "../../../objects/remove-object";
import { statusResult } from "../../../wire/result-table";
import type { ExecutionContext, StatementKind } from "../../statement";
import { findProcedure, type ProcedureName, readProcedureName, requireProcedure } from "./find-procedure";

/** D: IF EXISTS also covers a schema or database that is not there. */
function findDropped(context: ExecutionContext, name: ProcedureName): Procedure | undefined {
  try {
    return findProcedure(context, name, "DROP PROCEDURE");
  } catch (error) {
    if (error instanceof SnowflakeError && error.code === "002003") return undefined;
    throw error;
  }
}

/** DROP PROCEDURE [IF EXISTS] name(types) */
export const dropProcedure: StatementKind = {
  leading: "DROP PROCEDURE",
  parse(cursor) {
    cursor.expect("DROP PROCEDURE");
    const ifExists = cursor.take("IF EXISTS");
    const name = readProcedureName(cursor);
    return (context) => {
      if (ifExists && findDropped(context, name) === undefined) {
        return statusResult("Drop statement executed successfully (object already dropped).");
      }
      const procedure = requireProcedure(context, name, "DROP PROCEDURE", "OWNERSHIP");
      removeObject(context.account.state, "PROCEDURE", procedure, context.session.primaryRoleId);
      return statusResult(`${procedure.routine} successfully dropped.`);
    };
  },
};
