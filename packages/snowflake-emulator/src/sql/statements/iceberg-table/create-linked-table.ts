import { notEmulated } from "../../../errors";
import type { Cursor } from "../../cursor";
import { checkWritable, linkedDatabaseOf } from "../../linked-database";
import { locate } from "../../names";
import type { CreateHead } from "../../object-statements";
import type { Execute, ExecutionContext } from "../../statement";

/** Throws for a table in a catalog-linked database: 093679 where nothing may be committed; new tables of its catalog are not built. */
export function refuseInLinkedDatabase(context: ExecutionContext, head: CreateHead): void {
  const { parentId } = locate(context, "ICEBERG_TABLE", head.path, "CREATE ICEBERG TABLE");
  const linked = linkedDatabaseOf(context.account.state, parentId);
  if (linked === undefined) return;
  checkWritable(linked);
  throw notEmulated("CREATE ICEBERG TABLE in a catalog-linked database");
}

/** CREATE ICEBERG TABLE name ( column … ) …, read from the parenthesis on: a table that Snowflake makes, which is not built. */
export function parseNewTable(cursor: Cursor, head: CreateHead): Execute {
  while (!cursor.isEnd()) cursor.next();
  return (context) => {
    refuseInLinkedDatabase(context, head);
    throw notEmulated("CREATE ICEBERG TABLE with columns: tables that Snowflake manages");
  };
}
