import type { ExternalTable } from "../../../objects/external-table";
import type { ExecutionContext } from "../../statement";

/** Changes a table's object, together. One that has gone meanwhile stays gone. */
export function editExternalTable(
  { account }: ExecutionContext,
  { id }: Pick<ExternalTable, "id">,
  change: (table: ExternalTable) => void,
): void {
  const { changes, objects } = account.state;
  changes.transact(() => {
    const table = objects.EXTERNAL_TABLE.byId(id);
    if (table === undefined) return;
    objects.EXTERNAL_TABLE.edit(table);
    change(table);
  });
}
