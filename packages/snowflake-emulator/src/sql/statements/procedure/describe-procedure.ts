import { describeRows } from "../../../procedures/signature";
import { TEXT } from "../../../types/data-type";
import type { StatementKind } from "../../statement";
import { readProcedureName, requireProcedure } from "./find-procedure";

const COLUMNS = [
  { name: "property", type: TEXT },
  { name: "value", type: TEXT },
];

/** DESCRIBE PROCEDURE name(types). D: the body of an owner's rights procedure is for its owner. */
export const describeProcedure: StatementKind = {
  leading: "DESCRIBE PROCEDURE",
  parse(cursor) {
    if (!cursor.take("DESC")) cursor.expect("DESCRIBE");
    cursor.expect("PROCEDURE");
    const name = readProcedureName(cursor);
    return {
      describe: () => COLUMNS,
      execute(context) {
        const procedure = requireProcedure(context, name, "DESCRIBE PROCEDURE", "VISIBLE");
        const { definition } = procedure;
        const readable = context.access.owns(procedure) || (definition.executeAs === "CALLER" && !definition.secure);
        return { class: "SHOW", columns: COLUMNS, rows: describeRows(definition, readable ? definition.body : null) };
      },
    };
  },
};
