import { notEmulated } from "../../../errors";
import type { Cursor } from "../../cursor";
import type { TableSource } from "./table-source";

/** AS query: the table has the query's columns and rows. */
export function readQueryOf(cursor: Cursor): TableSource {
  cursor.expect("AS");
  throw notEmulated("CREATE TABLE … AS");
}
