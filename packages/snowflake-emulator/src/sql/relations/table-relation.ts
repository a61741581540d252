import { insufficientPrivileges, notEmulated, relationDoesNotExist } from "../../errors";
import type { Table } from "../../objects/table";
import type { BoundRelation } from "../../query/compile/scope";
import { temporaryTable } from "../tables";
import type { RelationKind } from "./resolver";

/** A table's rows as a query reads them. */
export function boundTable(table: Table): BoundRelation {
  return {
    columns: table.columns.map(({ name, type, nullable }) => ({ name, type, nullable })),
    source: { kind: "table", id: table.id },
  };
}

/** Native tables. D: reading needs SELECT; a temporary table is its session's. */
export const tableRelations: RelationKind = {
  bind({ context }, { schema, name, shown, timeTravel }) {
    const { access, account } = context;
    const own = temporaryTable(context, schema.id, name);
    const table = own ?? account.state.objects.TABLE.get(name, schema.id);
    if (table === undefined) return undefined;
    if (own === undefined) {
      if (!access.sees("TABLE", table)) throw relationDoesNotExist("Object", shown);
      if (!access.may("TABLE", table, ["SELECT"])) throw insufficientPrivileges("table", table.name);
    }
    if (timeTravel !== undefined) throw notEmulated(`time travel (${timeTravel.when})`);
    return Promise.resolve(boundTable(table));
  },
};
