import type { CommandDefinition } from "../command";
import { doctorCommand } from "./doctor";

/** All commands of `twinberg`. */
export const commands: readonly CommandDefinition[] = [doctorCommand()];
