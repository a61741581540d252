import type { CommandDefinition } from "../command";
import { doctorCommand } from "./doctor";
import { failbackCommand } from "./failback";
import { failoverCommand } from "./failover";
import { keysCommand } from "./keys";
import { seedCommand } from "./seed";
import { statusCommand } from "./status";
import { syncCommand } from "./sync";
import { tablesCommand } from "./tables";
import { validateCommand } from "./validate";

/** All commands of `twinberg`. */
export const commands: readonly CommandDefinition[] = [
  doctorCommand(),
  seedCommand,
  validateCommand(),
  statusCommand(),
  failoverCommand(),
  failbackCommand(),
  syncCommand(),
  tablesCommand(),
  keysCommand(),
];
