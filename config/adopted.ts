import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { z } from "zod";
import { ConfigError, type ConfigProblem } from "./config-error";

/** Something that exists already, and which Terraform takes over instead of making it. */
export interface AdoptedResource {
  /** Where the program declares it: `snowflake_account_role.Account_Roles_Admin_94AE8019`. */
  readonly to: string;
  /** What the provider finds it by: its import id, as the provider's documentation has it. */
  readonly id: string;
}

/** What each stack takes over, by the stack's name. */
export type AdoptedResources = ReadonlyMap<string, readonly AdoptedResource[]>;

/** Set to `none`, the lists are left unread: `twinberg adopt` synthesizes so, because it is about to write them. */
export const ADOPTED_VARIABLE = "TWINBERG_ADOPTED";

const adoptedSchema = z.strictObject({
  "//": z.string().optional(),
  imports: z.array(
    z.strictObject({
      to: z.string().regex(/^[a-z0-9_]+\.[\w-]+$/, "isn't the address of a resource"),
      id: z.string().min(1, "is empty"),
    }),
  ),
});

/** The folder of the lists that belong to a configuration: `config/production.adopt` to `config/production.yaml`. */
export function adoptedFolder(configFile: string): string {
  return `${configFile.replace(/\.ya?ml$/i, "")}.adopt`;
}

/** The text of a stack's list, as {@link readAdopted} reads it. */
export function adoptedText(imports: readonly AdoptedResource[]): string {
  const note = "Written by twinberg adopt --write. When it was applied it has done its work, and may be deleted.";
  return `${JSON.stringify({ "//": note, imports }, undefined, 2)}\n`;
}

/**
 * Reads what `twinberg adopt --write` left beside a configuration; nothing where there is no such folder.
 * @throws ConfigError for a list that can't be used
 */
export function readAdopted(
  configFile: string,
  environment: Readonly<Record<string, string | undefined>>,
): AdoptedResources {
  const folder = adoptedFolder(configFile);
  if (environment[ADOPTED_VARIABLE] === "none" || !existsSync(folder)) return new Map();
  const files = readdirSync(folder).filter((name) => name.endsWith(".json"));
  return new Map(files.sort().map((name) => [basename(name, ".json"), readList(join(folder, name))]));
}

function readList(file: string): readonly AdoptedResource[] {
  let value: unknown;
  try {
    value = JSON.parse(readFileSync(file, "utf8"));
  } catch (error) {
    throw unusable(file, "", `isn't JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  const parsed = adoptedSchema.safeParse(value);
  if (parsed.success) return parsed.data.imports;
  throw new ConfigError(
    file,
    parsed.error.issues.map((issue) => problem(file, issue.path.map(String).join("."), issue.message)),
  );
}

/** A list that doesn't fit the program. */
export function unusable(file: string, path: string, message: string): ConfigError {
  return new ConfigError(file, [problem(file, path, message)]);
}

function problem(file: string, path: string, message: string): ConfigProblem {
  return {
    file,
    line: 1,
    column: 1,
    path,
    message: `${message}; run "twinberg adopt --write" again, or delete the file when it was applied`,
  };
}
