import type { Table } from "../../../objects/table";
import type { CreateHead } from "../../object-statements";
import type { Execute } from "../../statement";
import type { TableElements, TableOptions } from "./table-definition";

/** What a CREATE TABLE says besides where its columns and rows come from. */
export interface NewTableParts {
  readonly head: CreateHead;
  readonly kind: Table["kind"];
  readonly elements: TableElements | undefined;
  readonly options: TableOptions;
}

/** Another table or a query that a new table is made of. */
export interface TableSource {
  execute(parts: NewTableParts): Execute;
}
