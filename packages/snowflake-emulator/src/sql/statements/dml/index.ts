import type { StatementKind } from "../../statement";
import { deleteRows } from "./delete";
import { insert } from "./insert";
import { merge } from "./merge";
import { truncate } from "./truncate";
import { update } from "./update";

/** Statements that change rows. */
export const dmlStatements: readonly StatementKind[] = [deleteRows, insert, merge, truncate, update];
