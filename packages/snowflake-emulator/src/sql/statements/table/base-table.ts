import type { SnowflakeObject } from "../../../objects/snowflake-object";
import type { Table } from "../../../objects/table";
import { objectById } from "../../../state/account-state";
import { applyObjectSettings } from "../../object-settings";
import { textOf } from "../../source-range";
import type { ExecutionContext } from "../../statement";
import type { TableOptions } from "./table-definition";

/** A table with everything but its columns and constraints. D: all tables of a transient schema are transient. */
export function baseTable(
  context: ExecutionContext,
  base: SnowflakeObject,
  kind: Table["kind"],
  { settings, clusterBy, changeTracking, enableSchemaEvolution }: TableOptions,
): Table {
  const inTransient = objectById(context.account.state, "SCHEMA", base.parentId)?.transient === true;
  const table: Table = {
    ...base,
    kind: kind === "TABLE" && inTransient ? "TRANSIENT" : kind,
    columns: [],
    constraints: [],
    clusterBy: clusterBy.map((range) => textOf(context.sqlText, range)),
    changeTracking: changeTracking ?? false,
    enableSchemaEvolution: enableSchemaEvolution ?? false,
    parameters: new Map(),
    sessionId: kind === "TEMPORARY" ? context.session.id : null,
  };
  applyObjectSettings(context, table, settings, table.kind !== "TABLE");
  return table;
}
