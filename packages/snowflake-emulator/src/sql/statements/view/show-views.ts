import { ownerRoleType, roleName } from "../../../state/account-state";
import { largeTableOf } from "../../../wire/large-table";
import type { ColumnPlan } from "../../../wire/result-table";
import { applyShowFilter, readLike, readPage } from "../../show-filter";
import { readShowScope } from "../../show-scope";
import type { ExecutionContext, StatementKind } from "../../statement";
import { isView, relationsIn, type ViewRelation } from "../table/relation-scope";
import { visibleText } from "./view-text";

type Row = ViewRelation;

function columns(context: ExecutionContext): ColumnPlan<Row> {
  const { state } = context.account;
  return {
    created_on: ["timestamp_ltz", ({ object }) => new Date(object.createdOn)],
    name: ["text", ({ name }) => name],
    reserved: ["text", () => ""],
    database_name: ["text", ({ database }) => database.name],
    schema_name: ["text", ({ schema }) => schema.name],
    owner: ["text", ({ object }) => roleName(state, object.ownerRoleId)],
    comment: ["text", ({ object }) => object.comment ?? ""],
    text: ["text", ({ object }) => visibleText(context, object)],
    is_secure: ["text", ({ object }) => String(object.secure)],
    is_materialized: ["text", ({ type }) => String(type === "MATERIALIZED_VIEW")],
    owner_role_type: ["text", ({ object }) => ownerRoleType(state, object)],
    change_tracking: ["text", ({ object }) => (object.changeTracking ? "ON" : "OFF")],
  };
}

const TERSE: ColumnPlan<Row> = {
  created_on: ["timestamp_ltz", ({ object }) => new Date(object.createdOn)],
  name: ["text", ({ name }) => name],
  kind: ["text", ({ type }) => type],
  database_name: ["text", ({ database }) => database.name],
  schema_name: ["text", ({ schema }) => schema.name],
};

/** SHOW [TERSE] VIEWS [LIKE '…'] [IN …] [STARTS WITH '…'] [LIMIT n [FROM '…']]: materialized views among them. */
export const showViews: StatementKind = {
  leading: "SHOW VIEWS",
  parse(cursor) {
    cursor.expect("SHOW");
    const terse = cursor.take("TERSE");
    cursor.expect("VIEWS");
    const like = readLike(cursor);
    const scope = readShowScope(cursor);
    const filter = readPage(cursor);
    return async (context) => {
      const found = await relationsIn(context, scope, "SHOW VIEWS", like, ["VIEW", "MATERIALIZED_VIEW"]);
      const views = found.filter(isView);
      return largeTableOf(terse ? TERSE : columns(context), applyShowFilter({ like: undefined, ...filter }, views));
    };
  },
};
