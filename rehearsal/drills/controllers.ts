import { S3Client } from "@aws-sdk/client-s3";
import { loadConfig } from "../../config/load";
import type { AccountPort, AccountPorts } from "../../operator/failover/account-port";
import type { DrillOptions, DrillResult } from "../../operator/failover/drill-options";
import type { DrillIntent } from "../../operator/failover/journal-entry";
import type { FailoverMessage } from "../../operator/failover/message";
import { type DrillInput, openDrill } from "../../operator/failover/open-drill";
import { runDrill } from "../../operator/failover/run";
import { ControllerBucket } from "../../operator/failover/stores/bucket";
import { awsClientSettings } from "../clouds/aws-target";
import type { CloudFacts } from "../steps/step";
import type { RehearsalTools } from "../tools";
import { killableHost, unlessKilled } from "./killable-controller";

/** A controller in this process, so that it can be stopped at any point. */
export interface ControllerSettings {
  readonly intent: DrillIntent;
  /** Operator and machine. */
  readonly holder: string;
  /** Whether it is gone as soon as it has said this. Default: never. */
  readonly killedAt?: (message: FailoverMessage) => boolean;
  /** Is waited for before each of its statements. Default: nothing. */
  readonly before?: (sql: string) => Promise<void>;
  /** Is told what it says. Default: nobody. */
  readonly onMessage?: (message: FailoverMessage) => void;
}

/** How it ended, and what it said. */
export interface ControllerRun {
  readonly outcome: DrillResult["outcome"] | "killed";
  readonly messages: readonly FailoverMessage[];
}

/** Opens what a controller needs, over the local clouds, for as long as it works. */
export async function withOpenDrill<T>(
  { workspace }: RehearsalTools,
  { aws, terraformEnv }: CloudFacts,
  { intent, host }: Pick<DrillInput, "intent" | "host">,
  work: (options: DrillOptions) => Promise<T>,
): Promise<T> {
  // As the command line reads it: with the local clouds.
  const config = loadConfig(workspace.config);
  const { bucket, region } = config.failover.controller;
  const s3 = new S3Client({ ...awsClientSettings(aws), region, forcePathStyle: true });
  const opened = openDrill({
    config,
    intent,
    host,
    env: terraformEnv,
    root: workspace.root,
    signal: new AbortController().signal,
    bucket: new ControllerBucket(s3, bucket),
  });
  try {
    return await work(opened.options);
  } finally {
    await opened.close();
  }
}

/** Runs a controller as `twinberg failover` does: sessions, lease and journal are the real ones. */
export async function runController(
  tools: RehearsalTools,
  clouds: CloudFacts,
  { intent, holder, killedAt, before, onMessage }: ControllerSettings,
): Promise<ControllerRun> {
  const { host, messages } = killableHost({ killedAt, onMessage });
  const result = await unlessKilled(() =>
    withOpenDrill(tools, clouds, { intent, host }, (options) => {
      const ports = before === undefined ? options.ports : gated(options.ports, before);
      return runDrill({ ...options, ports, holder, assumeYes: true });
    }),
  );
  return { outcome: result === "killed" ? result : result.outcome, messages };
}

function gated(ports: AccountPorts, before: (sql: string) => Promise<void>): AccountPorts {
  const gate = async (open: () => Promise<AccountPort>): Promise<AccountPort> => {
    const port = await open();
    return {
      ...port,
      execute: async (sql) => {
        await before(sql);
        return port.execute(sql);
      },
    };
  };
  return { primary: () => gate(ports.primary), secondary: () => gate(ports.secondary) };
}

/** The text of each message, for a claim's evidence. */
export function toldBy({ messages }: ControllerRun): readonly string[] {
  return messages.map(({ code, text }) => `${code} ${text}`);
}
