import type { StatementKind } from "../../statement";
import { alterIcebergTable } from "./alter-iceberg-table";
import { createIcebergTable } from "./create-iceberg-table";
import { describeIcebergTable } from "./describe-iceberg-table";
import { dropIcebergTableStatement } from "./drop-iceberg-table";
import { showIcebergTables } from "./show-iceberg-tables";

export const icebergTableStatements: readonly StatementKind[] = [
  alterIcebergTable,
  createIcebergTable,
  describeIcebergTable,
  dropIcebergTableStatement,
  showIcebergTables,
];
