import { readFileSync } from "node:fs";
import { ConfigError, type ConfigProblem } from "./config-error";
import { parseConfig } from "./parse";
import type { TwinbergConfig } from "./schema";

/** The configuration that is used when TWINBERG_CONFIG names none: the rehearsal's. */
export const DEFAULT_CONFIG_FILE = "config/demo.yaml";

/** The configuration file that the environment chooses, as it is named there. */
export function configPath(environment: Readonly<Record<string, string | undefined>>): string {
  return environment.TWINBERG_CONFIG || DEFAULT_CONFIG_FILE;
}

/**
 * What has to be told when nobody chose a configuration, a line; empty: somebody did. Who forgot `export TWINBERG_CONFIG` in a new
 * shell would take what is said of other accounts for their own.
 */
export function unchosenConfigNotice(environment: Readonly<Record<string, string | undefined>>): string {
  return environment.TWINBERG_CONFIG
    ? ""
    : `twinberg: TWINBERG_CONFIG isn't set: this is about ${DEFAULT_CONFIG_FILE}, the rehearsal's configuration\n`;
}

/**
 * Reads and checks a configuration file.
 *
 * @throws ConfigError with every problem at once, when the file can't be read or isn't valid
 */
export function loadConfig(file: string): TwinbergConfig {
  let text: string;
  try {
    text = readFileSync(file, "utf8");
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    const problem: ConfigProblem = {
      file,
      line: 1,
      column: 1,
      path: "",
      message: `can't be read: ${reason}; set TWINBERG_CONFIG to your configuration, or start from config/example.yaml`,
    };
    throw new ConfigError(file, [problem]);
  }
  return parseConfig(file, text);
}
