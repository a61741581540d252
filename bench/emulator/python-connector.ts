import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { PASSWORD } from "./servers";
import type { StatementName } from "./workload";

const SCRIPT = join(__dirname, "python_connector.py");

/**
 * Median milliseconds of each statement through snowflake-connector-python. Rejects when the environment is missing or the
 * connector fails. The servers' output has to be read meanwhile, or they stand still: hence no synchronous call.
 */
export async function pythonConnector(
  venv: string,
  url: string,
  times: number,
): Promise<Readonly<Record<StatementName, number>>> {
  const python = join(venv, "bin", "python");
  if (!existsSync(python)) throw new Error(`${python} is missing: npm run bench:emulator makes it`);
  const env = {
    ...process.env,
    SNOWFLAKE_DISABLE_PLATFORM_DETECTION: "true",
    SF_TELEMETRY_DISABLE_CONNECTION_SHAPE: "true",
  };
  const { stdout } = await promisify(execFile)(python, [SCRIPT, new URL(url).port, PASSWORD, String(times)], {
    env,
    timeout: 300_000,
  });
  return JSON.parse(stdout) as Record<StatementName, number>;
}
