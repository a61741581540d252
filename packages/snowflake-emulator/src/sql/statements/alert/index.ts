import type { StatementKind } from "../../statement";
import { alterAlert } from "./alter-alert";
import { createAlert } from "./create-alert";
import { executeAlert } from "./execute-alert";
import { showAlertStatements } from "./show-alerts";

export const alertStatements: readonly StatementKind[] = [
  createAlert,
  alterAlert,
  executeAlert,
  ...showAlertStatements,
];
