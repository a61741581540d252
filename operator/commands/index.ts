import type { CommandDefinition } from "../command";
import { bootstrapCommand } from "./bootstrap";
import { doctorCommand } from "./doctor";
import { failbackCommand } from "./failback";
import { failoverCommand } from "./failover";
import { initCommand } from "./init";
import { keysCommand } from "./keys";
import { preflightCommand } from "./preflight";
import { rulesCommand } from "./rules";
import { seedCommand } from "./seed";
import { statusCommand } from "./status";
import { syncCommand } from "./sync";
import { tablesCommand } from "./tables";
import { validateCommand } from "./validate";

/** All commands of `twinberg`. */
export const commands: readonly CommandDefinition[] = [
  doctorCommand(),
  initCommand(),
  bootstrapCommand(),
  preflightCommand(),
  seedCommand,
  validateCommand(),
  statusCommand(),
  failoverCommand(),
  failbackCommand(),
  syncCommand(),
  tablesCommand(),
  keysCommand(),
  rulesCommand,
];
