import { readFile } from "node:fs/promises";
import { z } from "zod";
import { ACCOUNT_ROLES, type AccountRole, type TwinbergConfig } from "../../config/schema";
import type { SynthesizedStack } from "../../rehearsal/terraform/manifest";
import type { DeclaredResource, ResourcePlace } from "./declared";

const block = z.record(z.string(), z.unknown());
const stackSchema = z.looseObject({
  provider: z.record(z.string(), z.array(block)).default({}),
  resource: z.record(z.string(), z.record(z.string(), block)).default({}),
});
type StackFile = z.infer<typeof stackSchema>;
const metadata = z.object({ metadata: z.object({ path: z.string() }) });

/** Everything that a synthesized stack declares. @throws Error when its file isn't as cdktf writes it */
export async function declaredResources(
  config: TwinbergConfig,
  { name, file }: Pick<SynthesizedStack, "name" | "file">,
): Promise<readonly DeclaredResource[]> {
  return resourcesIn(config, name, JSON.parse(await readFile(file, "utf8")));
}

/** The same of a stack's Terraform JSON. */
export function resourcesIn(config: TwinbergConfig, stack: string, json: unknown): readonly DeclaredResource[] {
  const file = stackSchema.parse(json);
  return Object.entries(file.resource).flatMap(([type, byId]) =>
    Object.entries(byId).map(([id, { "//": note, ...all }]) => ({
      stack,
      address: `${type}.${id}`,
      type,
      path: metadata.safeParse(note).data?.metadata.path ?? `${stack}/${id}`,
      arguments: Object.fromEntries(Object.entries(all).map(([key, value]) => [key, followed(value, file)])),
      place: placeOf(config, type, all, file),
    })),
  );
}

const REFERENCE = /\$\{([a-z0-9_]+)\.([\w-]+)\.(\w+)\}/g;

/** The value with references to texts of other resources of the stack replaced by them. What the cloud makes stays a reference. */
function followed(value: unknown, file: StackFile): unknown {
  if (typeof value === "string") {
    return value.replace(REFERENCE, (reference, type: string, id: string, attribute: string) => {
      const named = file.resource[type]?.[id]?.[attribute];
      return typeof named === "string" ? String(followed(named, file)) : reference;
    });
  }
  if (Array.isArray(value)) return value.map((item) => followed(item, file));
  if (typeof value === "object" && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, followed(inner, file)]));
  }
  return value;
}

function placeOf(
  config: TwinbergConfig,
  type: string,
  { provider: named }: Readonly<Record<string, unknown>>,
  file: StackFile,
): ResourcePlace {
  const cloud = type.split("_")[0] ?? type;
  const alias = typeof named === "string" ? named.split(".")[1] : undefined;
  const provider = (file.provider[cloud] ?? []).find((one) => one.alias === alias);
  if (provider === undefined) throw new Error(`${type}: the stack has no provider ${String(named ?? cloud)}`);
  if (cloud === "aws") return { cloud, region: String(provider.region) };
  if (cloud !== "snowflake") throw new Error(`${type} is of neither AWS nor Snowflake`);
  return { cloud, account: accountNamed(config, provider.account_name), role: String(provider.role) };
}

function accountNamed({ accounts }: TwinbergConfig, name: unknown): AccountRole {
  const found = ACCOUNT_ROLES.find((role) => accounts[role].name === name);
  if (found === undefined) throw new Error(`no account of the configuration is called ${String(name)}`);
  return found;
}
