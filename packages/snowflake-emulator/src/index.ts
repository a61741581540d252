import type { Account, AccountOptions } from "./account";
import type { AwsAccess, AwsAccessOptions } from "./aws";
import type { Clock } from "./clock";
import { type SnowflakeEmulator, startEmulator } from "./emulator";
import type { LakeServices } from "./iceberg/aws/lake-services";
import { awsRemoteServices } from "./iceberg/aws-remote-services";
import type { QueryRecord } from "./session/query-history";

export type { Account, AccountOptions, AdministratorOptions, Edition } from "./account";
export { type AdjustableClock, type Clock, EmulatorClock, systemClock, VirtualClock } from "./clock";
export type { SentMessage } from "./control/outbox";
export type { ControlTargets } from "./control/targets";
export type { SnowflakeEmulator } from "./emulator";
export type { AccountIdentity } from "./identity";
export type { Organization } from "./organization";

/** How to start a local Snowflake organization. */
export interface SnowflakeEmulatorOptions {
  /** Organization name: letters and digits. */
  readonly organization: string;
  /** At least one account. */
  readonly accounts: readonly AccountOptions[];
  /** TCP port; 0 (the default) is any free one. */
  readonly port?: number;
  /** Only the loopback interface: nothing here is meant for a network. */
  readonly host?: "127.0.0.1";
  /** URL of an AWS endpoint for IAM, S3, Glue and Lake Formation. Without it, whatever looks at AWS fails and says so. */
  readonly awsEndpoint?: string;
  /** Default: the machine's clock. Either way it can be moved forward, frozen and let run (`control.scheduler`). */
  readonly clock?: Clock;
  /** TCP port of the control endpoint (clock, faults, outbox …), 0: any free one. Default: there is none. */
  readonly controlPort?: number;
  /** Folder in which everything is kept, so that it survives the process, however that ends. Default: nothing is. */
  readonly stateDirectory?: string;
  /** Gets one line of JSON for each statement, with secrets taken out. Default: nothing is logged. */
  readonly log?: (line: string) => void;
}

/**
 * Starts a local Snowflake organization of several accounts that speaks the drivers' protocol over http.
 * Rejects for malformed names and for a port that is in use.
 */
export async function startSnowflake(options: SnowflakeEmulatorOptions): Promise<SnowflakeEmulator> {
  const { awsEndpoint, clock, controlPort, log, stateDirectory } = options;
  const aws = awsEndpoint === undefined ? undefined : connectAws(awsEndpoint);
  return startEmulator({
    organization: options.organization,
    accounts: options.accounts,
    port: options.port ?? 0,
    host: options.host ?? "127.0.0.1",
    ...(clock === undefined ? {} : { clock }),
    ...(controlPort === undefined ? {} : { controlPort }),
    ...(stateDirectory === undefined ? {} : { stateDirectory }),
    ...(aws === undefined || awsEndpoint === undefined
      ? {}
      : { aws, remote: awsRemoteServices(aws, lakeAt(awsEndpoint)) }),
    ...(log === undefined ? {} : { onStatement: (record, account) => log(logLine(record, account)) }),
  });
}

/** Access to AWS by account, made once for each. The clients are loaded only here: they take a while. */
function connectAws(endpoint: string): (account: Pick<Account, "identity">) => AwsAccess {
  const { createAwsAccess }: typeof import("./aws/create-aws-access") = require("./aws/create-aws-access");
  const byAccount = new Map<unknown, AwsAccess>();
  return (account) => {
    const options: AwsAccessOptions = { endpoint, region: account.identity.awsRegion };
    const access = byAccount.get(account) ?? createAwsAccess(options);
    byAccount.set(account, access);
    return access;
  };
}

/** Glue, Lake Formation and S3, loaded when they are first used. */
function lakeAt(endpoint: string): LakeServices {
  let services: LakeServices | undefined;
  const load = (): LakeServices => {
    const { createLakeServices }: typeof import("./iceberg/aws/create-lake-services") =
      require("./iceberg/aws/create-lake-services");
    services ??= createLakeServices(endpoint);
    return services;
  };
  return {
    glue: (region) => load().glue(region),
    lakeFormation: (region) => load().lakeFormation(region),
    files: (region) => load().files(region),
    objects: (region) => load().objects(region),
    catalog: (region, files) => load().catalog(region, files),
  };
}

/** A statement as one line of JSON. The error's message stays out: it may quote a secret piece of the statement. */
function logLine({ outcome, ...rest }: QueryRecord, account: string): string {
  const code = "error" in outcome ? outcome.error.code : null;
  return JSON.stringify({ account, ...rest, success: code === null, code });
}
