import type { Requirement } from "../../../grants/access";
import type { Table } from "../../../objects/table";
import { requireWritable } from "../../../replication/read-only";
import { EXECUTED, type ResultTable, statusResult } from "../../../wire/result-table";
import type { Target } from "../../object-statements";
import type { ExecutionContext } from "../../statement";
import { type FoundTable, findTable, requireTable } from "../../tables";
import { findIcebergTable } from "../iceberg-table/find-iceberg-table";

/** One ALTER TABLE action: what is done to the rows first, and then to the catalog's entry. */
export interface TableChange {
  /** Default: OWNERSHIP (D: ALTER TABLE, access control). */
  readonly requirement?: Requirement;
  /** Looks whether it can be done, and throws when not. Runs before anything is changed. */
  check?(context: ExecutionContext, found: FoundTable): void | Promise<void>;
  /** Changes the stored rows. Each call is committed by itself. */
  store?(context: ExecutionContext, found: FoundTable): Promise<void>;
  /** Changes the entry; all or nothing. */
  change(context: ExecutionContext, table: Table, found: FoundTable): void;
}

/** Carries out an ALTER TABLE. The table is looked up again after waiting, as it may have gone meanwhile. */
export async function changeTable(
  context: ExecutionContext,
  target: Target,
  action: TableChange,
): Promise<ResultTable> {
  const { requirement = "OWNERSHIP" } = action;
  const exists =
    findTable(context, target.path, "ALTER TABLE") ?? findIcebergTable(context, target.path, "ALTER TABLE");
  if (target.ifExists && exists === undefined) return statusResult(EXECUTED);
  const found = requireTable(context, target.path, requirement, "ALTER TABLE");
  if (found.table.sessionId === null) requireWritable(context.account.state, found.table.parentId);
  await action.check?.(context, found);
  await action.store?.(context, found);
  const again = requireTable(context, target.path, requirement, "ALTER TABLE");
  again.changes.transact(() => {
    again.tables.edit(again.table);
    action.change(context, again.table, again);
  });
  return statusResult(EXECUTED);
}
