import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { join } from "node:path";
import { PASSWORD } from "./servers";
import type { StatementName } from "./workload";

const SCRIPT = join(__dirname, "python_connector.py");

/** Median milliseconds of each statement through snowflake-connector-python. Throws Error when the environment is missing. */
export async function pythonConnector(
  venv: string,
  url: string,
  times: number,
): Promise<Readonly<Record<StatementName, number>>> {
  const python = join(venv, "bin", "python");
  if (!existsSync(python)) throw new Error(`${python} is missing: npm run bench:emulator makes it`);
  const { status, stdout, stderr } = spawnSync(python, [SCRIPT, new URL(url).port, PASSWORD, String(times)], {
    encoding: "utf8",
    env: {
      ...process.env,
      SNOWFLAKE_DISABLE_PLATFORM_DETECTION: "true",
      SF_TELEMETRY_DISABLE_CONNECTION_SHAPE: "true",
    },
  });
  if (status !== 0) throw new Error(`the Python connector failed: ${stderr.slice(-2000)}`);
  return JSON.parse(stdout) as Record<StatementName, number>;
}
