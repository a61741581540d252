import path from "node:path";
import { z } from "zod";
import type { TwinbergConfig } from "../../config/schema";
import type { Environment } from "../environment";
import { readReadyLine } from "../process/ready-line";
import type { Supervisor } from "../process/supervisor";
import { administratorUser } from "../snowflake/prepare-account";

const readySchema = z.looseObject({ url: z.url(), controlUrl: z.url() });
const startTimeoutMs = 30_000;

/** What the local Snowflake organization is started with. */
export interface LocalSnowflakeSettings {
  /** The checkout. */
  readonly root: string;
  /** Organization and accounts. */
  readonly config: TwinbergConfig;
  /** URL of the local AWS, whose trust policies it reads. */
  readonly awsEndpoint: string;
  /** File with the administrator's public key. */
  readonly publicKeyFile: string;
  /** Its environment. */
  readonly env: Environment;
  /** Folder for its log. */
  readonly logs: string;
  /** Owns the process. */
  readonly supervisor: Supervisor;
}

/** Where the local Snowflake organization is. */
export interface LocalSnowflake {
  /** What Snowflake's clients are pointed at. */
  readonly url: string;
  /** Its control endpoint: time and faults. */
  readonly controlUrl: string;
}

/** Starts the local Snowflake organization on free ports. @throws RehearsalError if it does not come up. */
export async function startLocalSnowflake(settings: LocalSnowflakeSettings): Promise<LocalSnowflake> {
  const { config, supervisor } = settings;
  const child = await supervisor.start({
    name: "local Snowflake",
    kind: "snowflake",
    command: process.execPath,
    args: [
      path.join(settings.root, "packages/snowflake-emulator/bin/snowflake-emulator.js"),
      "--organization",
      config.organization,
      "--accounts",
      [config.accounts.primary, config.accounts.secondary]
        .map(({ name, region, edition }) => `${name}:${region}:${edition}`)
        .join(","),
      "--port",
      "0",
      "--control-port",
      "0",
      "--aws-endpoint",
      settings.awsEndpoint,
      "--admin-user",
      administratorUser,
      "--admin-public-key",
      settings.publicKeyFile,
      "--json",
      "--exit-with-stdin",
    ],
    cwd: settings.root,
    env: settings.env,
    logFile: path.join(settings.logs, "local-snowflake.log"),
    captureOutput: true,
  });
  const { url, controlUrl } = await readReadyLine(child, readySchema, startTimeoutMs);
  return { url: url.replace(/\/$/, ""), controlUrl: controlUrl.replace(/\/$/, "") };
}
