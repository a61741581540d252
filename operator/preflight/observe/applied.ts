import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { GetObjectCommand, ListObjectsV2Command } from "@aws-sdk/client-s3";
import { z } from "zod";
import type { TwinbergConfig } from "../../../config/schema";
import { isSystemError } from "../../../rehearsal/errors";
import type { AwsClients } from "../../aws/clients";

const stateSchema = z.looseObject({ resources: z.array(z.looseObject({ mode: z.string() })).default([]) });
const SUFFIX = ".tfstate";

/**
 * Stacks that Terraform's state has something of. Only that is read: no attribute, and nothing is kept.
 * @throws Error when the state can't be looked at
 */
export async function appliedStacks(
  config: TwinbergConfig,
  root: string,
  clients: AwsClients,
): Promise<ReadonlySet<string>> {
  const { backend } = config;
  switch (backend.type) {
    case "local":
      return stacksOf(await filesOf(path.resolve(root, backend.directory)));
    case "s3":
      return stacksOf(await objectsOf(clients, backend));
    case "cloud":
      throw new Error(`the state is kept by ${backend.hostname}, which isn't asked from here`);
  }
}

interface StateText {
  readonly stack: string;
  readonly text: string;
}

function stacksOf(states: readonly StateText[]): ReadonlySet<string> {
  return new Set(
    states.flatMap(({ stack, text }) => {
      const { resources } = stateSchema.parse(JSON.parse(text));
      // What a stack only reads is nothing of its own.
      return resources.some(({ mode }) => mode === "managed") ? [stack] : [];
    }),
  );
}

async function filesOf(folder: string): Promise<readonly StateText[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    // Nothing was applied yet.
    if (isSystemError(error, "ENOENT")) return [];
    throw error;
  });
  const found = names.filter((name) => name.endsWith(SUFFIX));
  return Promise.all(
    found.map(async (name) => ({
      stack: name.slice(0, -SUFFIX.length),
      text: await readFile(path.join(folder, name), "utf8"),
    })),
  );
}

async function objectsOf(
  clients: AwsClients,
  { bucket, region, keyPrefix }: Extract<TwinbergConfig["backend"], { type: "s3" }>,
): Promise<readonly StateText[]> {
  const s3 = clients.s3(region);
  let listed: readonly { readonly Key?: string | undefined }[];
  try {
    // As many stacks as a page has aren't there.
    listed = (await s3.send(new ListObjectsV2Command({ Bucket: bucket, Prefix: keyPrefix }))).Contents ?? [];
  } catch (error) {
    // Nothing was applied yet.
    if (error instanceof Error && error.name === "NoSuchBucket") return [];
    throw error;
  }
  const keys = listed.flatMap(({ Key }) => (Key?.endsWith(SUFFIX) ? [Key] : []));
  return Promise.all(
    keys.map(async (key) => {
      const { Body } = await s3.send(new GetObjectCommand({ Bucket: bucket, Key: key }));
      if (Body === undefined) throw new Error(`s3://${bucket}/${key} came without text`);
      return { stack: key.slice(keyPrefix.length, -SUFFIX.length), text: await Body.transformToString() };
    }),
  );
}
