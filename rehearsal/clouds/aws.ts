import path from "node:path";
import { z } from "zod";
import type { Environment } from "../environment";
import { readReadyLine } from "../process/ready-line";
import type { Supervisor } from "../process/supervisor";

const readySchema = z.object({ url: z.url() });
const startTimeoutMs = 60_000;

/** What the local AWS is started with. */
export interface LocalAwsSettings {
  /** Python of its environment. */
  readonly python: string;
  /** Folder that holds the package local_aws. */
  readonly folder: string;
  /** Account that resources belong to. */
  readonly accountId: string;
  /** Its environment. */
  readonly env: Environment;
  /** Folder for its log. */
  readonly logs: string;
  /** Owns the process. */
  readonly supervisor: Supervisor;
}

/** Starts the local AWS on a free port. @returns its URL. @throws RehearsalError if it does not come up. */
export async function startLocalAws(settings: LocalAwsSettings): Promise<string> {
  const child = await settings.supervisor.start({
    name: "local AWS",
    kind: "aws",
    command: settings.python,
    args: [
      "-m",
      "local_aws",
      "--port",
      "0",
      "--exit-with-stdin",
      // Functions run in the Node that the rehearsal runs in.
      "--node",
      process.execPath,
      // Organizations usually have one: without, CloudTrail would give EventBridge nothing.
      "--organization-trail",
    ],
    cwd: settings.folder,
    env: {
      ...settings.env,
      PYTHONPATH: settings.folder,
      PYTHONDONTWRITEBYTECODE: "1",
      PYTHONUNBUFFERED: "1",
      MOTO_ACCOUNT_ID: settings.accountId,
    },
    logFile: path.join(settings.logs, "local-aws.log"),
    captureOutput: true,
  });
  const { url } = await readReadyLine(child, readySchema, startTimeoutMs);
  return url.replace(/\/$/, "");
}
