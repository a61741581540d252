import type { Truncate } from "../../../query/dml-ast";
import { parseTruncate } from "../../../query/parse";
import { EXECUTED, type ResultTable, statusResult } from "../../../wire/result-table";
import type { ExecutionContext, StatementKind } from "../../statement";
import { findTable } from "../../tables";
import { forgetLoads } from "../copy/load-history";
import { findExternalTable } from "../external-table/find-external-table";
import { findIcebergTable } from "../iceberg-table/find-iceberg-table";
import { dataSession, dmlContext, findTarget } from "./dml-target";

async function execute(context: ExecutionContext, tree: Truncate): Promise<ResultTable> {
  const { parts } = tree.target;
  const exists =
    findTable(context, parts, "TRUNCATE TABLE") ??
    findIcebergTable(context, parts, "TRUNCATE TABLE") ??
    findExternalTable(context, parts, "TRUNCATE TABLE");
  if (tree.ifExists && exists === undefined) return statusResult(EXECUTED);
  const dml = dmlContext(context);
  const { locked } = findTarget(dml, tree.target, "TRUNCATE TABLE", ["TRUNCATE"]);
  const session = dataSession(context);
  await session.write(locked, { locks: true, single: true }, dml.options, (table) => table.truncate());
  forgetLoads(context, parts);
  return statusResult(EXECUTED);
}

/** `TRUNCATE [TABLE] [IF EXISTS] t`. D: sql-reference/sql/truncate-table; it is part of a transaction as DML is. */
export const truncate: StatementKind = {
  leading: "TRUNCATE",
  parse(cursor) {
    const tree = parseTruncate(cursor);
    return (context) => execute(context, tree);
  },
};
