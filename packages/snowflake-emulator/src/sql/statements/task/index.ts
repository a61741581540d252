import type { StatementKind } from "../../statement";
import { alterTask } from "./alter-task";
import { createTask } from "./create-task";
import { dropTask } from "./drop-task";
import { executeTask } from "./execute-task";
import { showTaskStatements } from "./show-tasks";

export const taskStatements: readonly StatementKind[] = [
  createTask,
  alterTask,
  dropTask,
  executeTask,
  ...showTaskStatements,
];
