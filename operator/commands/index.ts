import type { CommandDefinition } from "../command";
import { adoptCommand } from "./adopt";
import { bootstrapCommand } from "./bootstrap";
import { cleanupCommand } from "./cleanup";
import { deployCommand } from "./deploy";
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
import { workspacesCommand } from "./workspaces";

/** All commands of `twinberg`. */
export const commands: readonly CommandDefinition[] = [
  doctorCommand(),
  initCommand(),
  bootstrapCommand(),
  preflightCommand(),
  adoptCommand(),
  deployCommand(),
  workspacesCommand(),
  seedCommand,
  validateCommand(),
  statusCommand(),
  failoverCommand(),
  failbackCommand(),
  syncCommand(),
  tablesCommand(),
  keysCommand(),
  rulesCommand,
  cleanupCommand(),
];
