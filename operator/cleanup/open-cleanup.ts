import type { AccountRole, TwinbergConfig } from "../../config/schema";
import { probe } from "../../rehearsal/process/probe";
import { findTerraform } from "../../rehearsal/terraform/binary";
import { AwsClients, awsReason } from "../aws/clients";
import type { CommandContext } from "../command";
import type { LeaseStore } from "../failover/lease";
import { type ControllerBucket, openControllerBucket } from "../failover/stores/bucket";
import { BucketJournalStore } from "../failover/stores/bucket-journal";
import { BucketLeaseStore } from "../failover/stores/bucket-lease";
import { appliedStacks } from "../preflight/observe/applied";
import { keepSessions } from "../snowflake/kept-sessions";
import { openSession, type SnowflakeSession } from "../snowflake/session";
import { deployerSettings } from "../validate/deployers";
import { emptyBucket, removeBucketPolicy } from "./bucket-contents";
import { deleteState } from "./delete-state";
import type { SeenController } from "./observation";
import { observeAccount } from "./observe/account";
import { observeAws } from "./observe/aws";
import type { CleanupLooks } from "./observe/observe";
import type { CleanupTools } from "./run";
import { observeController } from "./sole-controller";
import type { TerraformStacks } from "./terraform/stacks";
import { openStacks } from "./terraform/synthesized";

/** What a cleanup looks at and works with, opened for real or by a test. */
export interface OpenedCleanup {
  readonly stacks: TerraformStacks;
  readonly looks: CleanupLooks;
  readonly act: Pick<CleanupTools, "sessionOf" | "emptyBucket" | "deleteState">;
  /** Of the controller; undefined: its bucket isn't there. @throws what the bucket's client throws */
  readonly leases: () => Promise<LeaseStore | undefined>;
  /** Logs out everywhere, and lets go of connections. */
  close(): Promise<void>;
}

/** Opens it for real. @throws UsageError without Terraform, or when the program can't be synthesized */
export async function openCleanup(config: TwinbergConfig, context: CommandContext): Promise<OpenedCleanup> {
  const { env, root, signal, progress } = context;
  const binary = await findTerraform(env, probe);
  progress("synthesizing the stacks\n");
  const stacks = await openStacks({ root, env, binary, signal });
  const clients = new AwsClients(config.local);
  const sessions = keepSessions(openSession);
  const open = new Map<AccountRole, Promise<SnowflakeSession>>();
  const sessionOf = (account: AccountRole): Promise<SnowflakeSession> => {
    const session = open.get(account) ?? sessions.open(deployerSettings(config, account, env));
    open.set(account, session);
    return session;
  };
  const bucket = openControllerBucket(config);
  const lookedAt: TerraformStacks["resources"] = (stack) => {
    progress(`looking at ${stack}\n`);
    return stacks.resources(stack);
  };
  return {
    stacks: { ...stacks, resources: lookedAt },
    looks: {
      account: async (account) => observeAccount(config, account, await sessionOf(account)),
      aws: () => told(() => observeAws(config, clients)),
      applied: () => appliedStacks(config, root, clients),
      controller: () => lookAtController(bucket),
    },
    act: {
      sessionOf,
      emptyBucket: async ({ data, bucket: name, region }) => {
        // Its policy keeps everybody from deleting the lease (constructs/aws/controller-access.ts), also who may remove the bucket.
        if (data === "controller") await removeBucketPolicy(clients.s3(region), name);
        let deleted = 0;
        await emptyBucket(clients.s3(region), name, signal, (count) => {
          deleted += count;
          progress(`  ${deleted} versions deleted\n`);
        });
      },
      deleteState: (gone) => deleteState(gone, { backend: config.backend, root, s3: clients.s3, signal }),
    },
    leases: async () => ((await isThere(bucket)) ? new BucketLeaseStore(bucket) : undefined),
    close: async () => {
      clients.close();
      bucket.close();
      await sessions.close();
    },
  };
}

async function lookAtController(bucket: ControllerBucket): Promise<SeenController> {
  if (!(await isThere(bucket))) return { lease: null, unfinished: null };
  return observeController(new BucketLeaseStore(bucket), new BucketJournalStore(bucket), new Date());
}

/** Whether the controller's bucket is there: before the first apply, and after the last destroy, it isn't. */
async function isThere(bucket: ControllerBucket): Promise<boolean> {
  try {
    await bucket.folders("drills/");
    return true;
  } catch (error) {
    if (error instanceof Error && error.cause instanceof Error && error.cause.name === "NoSuchBucket") return false;
    throw error;
  }
}

async function told<T>(look: () => Promise<T>): Promise<T> {
  try {
    return await look();
  } catch (error) {
    throw new Error(awsReason(error), { cause: error });
  }
}
