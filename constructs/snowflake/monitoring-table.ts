import { Table } from "@cdktf/provider-snowflake/lib/table";
import type { Construct } from "constructs";
import type { MonitoringTable } from "../../procedures/index";

/** Where a table is. */
export interface TablePlace {
  /** The database's name. */
  readonly database: string;
  /** The schema's name. */
  readonly schema: string;
}

/** Declares a table that procedures write. */
export function declareMonitoringTable(scope: Construct, place: TablePlace, table: MonitoringTable): Table {
  return new Table(scope, `Table-${table.name}`, {
    ...place,
    name: table.name,
    comment: table.comment,
    column: table.columns.map(({ name, type, nullable }) => ({ name, type, nullable })),
  });
}
