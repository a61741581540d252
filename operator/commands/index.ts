import type { CommandDefinition } from "../command";
import { doctorCommand } from "./doctor";
import { seedCommand } from "./seed";

/** All commands of `twinberg`. */
export const commands: readonly CommandDefinition[] = [doctorCommand(), seedCommand];
