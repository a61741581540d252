import { configPath, loadConfig, unchosenConfigNotice } from "../config/load";
import type { TwinbergConfig } from "../config/schema";
import type { CommandContext } from "./command";

/** A configuration, and where it was read. */
export interface ChosenConfig {
  /** As the environment names it. */
  readonly file: string;
  readonly config: TwinbergConfig;
}

/**
 * Reads the configuration that a command is about. Where nobody chose one, it is the rehearsal's, which is told.
 *
 * @throws ConfigError with every problem at once, when the file can't be read or isn't valid
 */
export function chosenConfig({ env, progress }: Pick<CommandContext, "env" | "progress">): ChosenConfig {
  const notice = unchosenConfigNotice(env);
  if (notice !== "") progress(notice);
  const file = configPath(env);
  return { file, config: loadConfig(file) };
}
