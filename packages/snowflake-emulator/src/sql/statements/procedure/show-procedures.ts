import type { Procedure } from "../../../objects/procedure";
import { DEFAULT_DESCRIPTION } from "../../../procedures/definition";
import { renderArguments } from "../../../procedures/signature";
import { type ColumnPlan, tableOf } from "../../../wire/result-table";
import { likeMatches } from "../../like";
import { type InSchema, visibleIn } from "../../schema-objects";
import { readLike } from "../../show-filter";
import { readShowScope } from "../../show-scope";
import type { StatementKind } from "../../statement";

type Shown = InSchema<Procedure>;

const required = ({ object }: Shown) => object.definition.args.filter((one) => one.default === null).length;

/** D: SHOW PROCEDURES, output; O: the order, and the two columns at the end. */
const PLAN: ColumnPlan<Shown> = {
  created_on: ["timestamp_ltz", ({ object }) => new Date(object.createdOn)],
  name: ["text", ({ object }) => object.routine],
  schema_name: ["text", ({ schema }) => schema.name],
  is_builtin: ["text", () => "N"],
  is_aggregate: ["text", () => "N"],
  is_ansi: ["text", () => "N"],
  min_num_arguments: ["fixed", required],
  max_num_arguments: ["fixed", ({ object }) => object.definition.args.length],
  arguments: [
    "text",
    ({ object: { routine, definition } }) => renderArguments(routine, definition.args, definition.returns),
  ],
  description: ["text", ({ object }) => object.comment ?? DEFAULT_DESCRIPTION],
  catalog_name: ["text", ({ database }) => database.name],
  is_table_function: ["text", () => "N"],
  valid_for_clustering: ["text", () => "N"],
  is_secure: ["text", ({ object }) => (object.definition.secure ? "Y" : "N")],
  secrets: ["text", () => ""],
  external_access_integrations: ["text", () => ""],
};

function showKind(plural: "PROCEDURES" | "USER PROCEDURES"): StatementKind {
  return {
    leading: `SHOW ${plural}`,
    remark: "Snowflake's own procedures are not listed; TERSE changes nothing",
    parse(cursor) {
      cursor.expect("SHOW");
      cursor.take("TERSE");
      cursor.expect(plural);
      const like = readLike(cursor);
      const scope = readShowScope(cursor);
      return async (context) => {
        const found = await visibleIn(context, "PROCEDURE", scope, `SHOW ${plural}`);
        // The index knows names with their argument types; LIKE is about the name alone.
        return tableOf(
          PLAN,
          found.filter(({ object }) => like === undefined || likeMatches(like, object.routine.toUpperCase())),
        );
      };
    },
  };
}

/** SHOW [USER] PROCEDURES [LIKE '…'] [IN …]. O: TERSE is taken and changes nothing. */
export const showProcedureStatements: readonly StatementKind[] = [showKind("PROCEDURES"), showKind("USER PROCEDURES")];
