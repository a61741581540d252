import { rm } from "node:fs/promises";
import path from "node:path";
import type { S3Client } from "@aws-sdk/client-s3";
import type { TwinbergConfig } from "../../config/schema";
import { emptyBucket } from "./bucket-contents";

/** What {@link deleteState} needs. */
export interface StateInput {
  readonly backend: TwinbergConfig["backend"];
  /** Folder of the checkout. */
  readonly root: string;
  readonly s3: (region: string) => S3Client;
  readonly signal: AbortSignal;
}

/**
 * Deletes the state of stacks that are gone, with its older versions. The bucket stays.
 * @throws Error for a backend that keeps it itself, the system's and the SDK's errors
 */
export async function deleteState(stacks: readonly string[], input: StateInput): Promise<void> {
  const { backend, root, s3, signal } = input;
  for (const stack of stacks) {
    signal.throwIfAborted();
    switch (backend.type) {
      case "local":
        for (const ending of [".tfstate", ".tfstate.backup"]) {
          await rm(path.resolve(root, backend.directory, `${stack}${ending}`), { force: true });
        }
        break;
      case "s3":
        await emptyBucket(
          s3(backend.region),
          backend.bucket,
          signal,
          () => undefined,
          `${backend.keyPrefix}${stack}.tfstate`,
        );
        break;
      case "cloud":
        throw new Error(`${backend.hostname} keeps the state: its workspaces are deleted there`);
    }
  }
}
