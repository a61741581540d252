import type { AccountRole } from "../../config/schema";
import { NotImportable } from "./lookup";

/** Where a resource is. */
export type ResourcePlace =
  | {
      readonly cloud: "snowflake";
      readonly account: AccountRole;
      /** The role that Terraform works as. */
      readonly role: string;
    }
  | { readonly cloud: "aws"; readonly region: string };

/** A resource of the synthesized program. */
export interface DeclaredResource {
  /** The stack's name. */
  readonly stack: string;
  /** `type.id`, as in an import block. */
  readonly address: string;
  /** The Terraform type. */
  readonly type: string;
  /** The construct's path, the stack's name first. */
  readonly path: string;
  /** Its arguments; references to arguments of other resources of the stack are followed. */
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly place: ResourcePlace;
}

/** An argument that is a text. @throws NotImportable when it is known only later, or missing */
export function textOf({ arguments: all }: Pick<DeclaredResource, "arguments">, name: string): string {
  const value = optionalText(all, name);
  if (value === undefined) throw new NotImportable(`it has no ${name}`);
  return value;
}

/** The same of any block; undefined where it is missing. @throws NotImportable when it is known only later */
export function optionalText(block: Readonly<Record<string, unknown>>, name: string): string | undefined {
  const value = block[name];
  if (typeof value !== "string") return undefined;
  if (/(?<!\$)\$\{|(?<!%)%\{/.test(value)) throw new NotImportable(`its ${name} is known only when it is applied`);
  return value.replaceAll("$${", "${").replaceAll("%%{", "%{");
}

/** The one block of a kind, which Terraform JSON gives bare or in a list; undefined without one. */
export function blockOf(
  block: Readonly<Record<string, unknown>>,
  name: string,
): Readonly<Record<string, unknown>> | undefined {
  const [first] = [block[name]].flat();
  return typeof first === "object" && first !== null ? Object.fromEntries(Object.entries(first)) : undefined;
}
