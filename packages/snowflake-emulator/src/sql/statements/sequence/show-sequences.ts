import type { Sequence } from "../../../objects/sequence";
import { type ColumnPlan, tableOf } from "../../../wire/result-table";
import { locate } from "../../names";
import { readTarget } from "../../object-statements";
import type { InSchema } from "../../schema-objects";
import { commonColumns, placed, showInSchema } from "../../show-in-schema";
import type { ExecutionContext, StatementKind } from "../../statement";

function columns(context: ExecutionContext): ColumnPlan<InSchema<Sequence>> {
  const common = commonColumns<Sequence>(context);
  return {
    name: common.name,
    database_name: common.database_name,
    schema_name: common.schema_name,
    next_value: ["fixed", ({ object }) => object.next],
    interval: ["fixed", ({ object }) => object.increment],
    created_on: common.created_on,
    owner: common.owner,
    comment: common.comment,
    owner_role_type: common.owner_role_type,
    ordered: ["text", ({ object }) => (object.ordered ? "Y" : "N")],
  };
}

/** SHOW SEQUENCES [LIKE '…'] [IN …] */
export const showSequences: StatementKind = showInSchema("SEQUENCE", "SEQUENCES", columns);

/** DESCRIBE SEQUENCE name */
export const describeSequence: StatementKind = {
  leading: "DESCRIBE SEQUENCE",
  parse(cursor) {
    const target = readTarget(cursor, cursor.peek().value, "SEQUENCE", 3);
    return (context) => {
      const location = locate(context, "SEQUENCE", target.path, "DESCRIBE SEQUENCE");
      const sequence = context.access.require("SEQUENCE", location.name, "VISIBLE", undefined, location);
      return tableOf(columns(context), [placed(context, sequence)]);
    };
  },
};
