import { configPath, DEFAULT_CONFIG_FILE, loadConfig } from "../config/load";
import type { TwinbergConfig } from "../config/schema";
import type { CommandContext } from "./command";

/** A configuration, and where it was read. */
export interface ChosenConfig {
  /** As the environment names it. */
  readonly file: string;
  readonly config: TwinbergConfig;
}

/**
 * Reads the configuration that a command is about. Where nobody chose one, it is the rehearsal's, which is told: who forgot
 * `export TWINBERG_CONFIG` in a new shell would take what is said of other accounts for their own.
 *
 * @throws ConfigError with every problem at once, when the file can't be read or isn't valid
 */
export function chosenConfig({ env, progress }: Pick<CommandContext, "env" | "progress">): ChosenConfig {
  if (!env.TWINBERG_CONFIG) {
    progress(
      `twinberg: TWINBERG_CONFIG isn't set: this is about ${DEFAULT_CONFIG_FILE}, the rehearsal's configuration\n`,
    );
  }
  const file = configPath(env);
  return { file, config: loadConfig(file) };
}
