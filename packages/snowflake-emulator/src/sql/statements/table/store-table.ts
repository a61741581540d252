import type { PhysicalColumn } from "../../../data/physical-tables";
import { alreadyExists, notEmulated } from "../../../errors";
import type { ObjectId, SnowflakeObject } from "../../../objects/snowflake-object";
import type { Table } from "../../../objects/table";
import { requireWritable } from "../../../replication/read-only";
import { type ResultTable, statusResult } from "../../../wire/result-table";
import { checkCreatableIn } from "../../linked-database";
import { findSchema } from "../../names";
import { type CreateHead, checkCreate, createObject } from "../../object-statements";
import type { ExecutionContext } from "../../statement";
import type { TagSetting } from "../../tag-clause";

/** How a new table's rows come to be, and what is remembered of it. */
export interface NewTable {
  readonly head: CreateHead;
  readonly temporary: boolean;
  readonly copyGrants: boolean;
  readonly tags: readonly TagSetting[];
  readonly columns: readonly PhysicalColumn[];
  /** Stores the table under this id, empty or filled. Default: empty. */
  readonly store?: (id: ObjectId) => Promise<unknown>;
  readonly build: (base: SnowflakeObject) => Table;
  /** Default: "Table X successfully created." */
  readonly message?: string;
}

/**
 * The answer when IF NOT EXISTS ends the statement; undefined when the table can be made. Throws as CREATE does. D: a
 * temporary table needs no privilege on the schema but USAGE, and may hide a table of the same name.
 */
export function checkNewTable(
  context: ExecutionContext,
  head: CreateHead,
  temporary: boolean,
): ResultTable | undefined {
  if (!temporary) {
    const check = checkCreate(context, "TABLE", head, "CREATE TABLE");
    return check.kind === "exists" ? check.result : undefined;
  }
  const { account, session } = context;
  const schema = findSchema(context, head.path.slice(0, -1), "CREATE TABLE");
  requireWritable(account.state, schema.id);
  checkCreatableIn(account.state, "TABLE", schema.id);
  if (account.temporaryTables.find(session.id, schema.id, head.name) === undefined || head.orReplace) return undefined;
  if (!head.ifNotExists) throw alreadyExists(head.name);
  return statusResult(`${head.name} already exists, statement succeeded.`);
}

function addTemporary(context: ExecutionContext, { head, build }: NewTable, id: ObjectId): ResultTable {
  const { account, session } = context;
  const exists = checkNewTable(context, head, true);
  if (exists !== undefined) return exists;
  const schema = findSchema(context, head.path.slice(0, -1), "CREATE TABLE");
  const { temporaryTables } = account;
  const tables = temporaryTables.of(session.id);
  const old = tables.get(head.name, schema.id);
  temporaryTables.changes.transact(() => {
    if (old !== undefined) tables.drop(old);
    tables.add(
      build({
        id,
        name: head.name,
        parentId: schema.id,
        ownerRoleId: session.primaryRoleId,
        createdOn: account.clock.now(),
        comment: null,
      }),
    );
  });
  return statusResult(`Table ${head.name} successfully created.`);
}

/** Makes a table: its rows first, then its entry in the catalog. When the second fails, the first is taken back. */
export async function storeTable(context: ExecutionContext, table: NewTable): Promise<ResultTable> {
  const { account } = context;
  const { changes } = account.state;
  const { tables } = account.data;
  const exists = checkNewTable(context, table.head, table.temporary);
  if (table.temporary && table.tags.length > 0) throw notEmulated("tags of temporary tables");
  if (exists !== undefined) return exists;
  const id = changes.transact(() => account.state.newId());
  await (table.store?.(id) ?? tables.create(id, table.columns));
  const { head, build, copyGrants, tags } = table;
  try {
    const result = table.temporary
      ? addTemporary(context, table, id)
      : changes.transact(() => createObject(context, "TABLE", head, "CREATE TABLE", build, { id, copyGrants, tags }));
    // Somebody else made it meanwhile, and IF NOT EXISTS is content with that.
    if (account.state.objects.TABLE.byId(id) === undefined && !table.temporary) await tables.drop(id);
    return table.message === undefined ? result : statusResult(table.message);
  } catch (error) {
    await tables.drop(id);
    throw error;
  }
}
