import type { StatementKind } from "../../statement";
import { alterExternalTable } from "./alter-external-table";
import { createExternalTable } from "./create-external-table";
import { describeExternalTable } from "./describe-external-table";
import { showExternalTables } from "./show-external-tables";

export const externalTableStatements: readonly StatementKind[] = [
  alterExternalTable,
  createExternalTable,
  describeExternalTable,
  showExternalTables,
];
