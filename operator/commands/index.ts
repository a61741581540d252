import type { CommandDefinition } from "../command";
import { doctorCommand } from "./doctor";
import { seedCommand } from "./seed";
import { validateCommand } from "./validate";

/** All commands of `twinberg`. */
export const commands: readonly CommandDefinition[] = [doctorCommand(), seedCommand, validateCommand()];
