import type { TwinbergConfig } from "../../../config/schema";
import type { DeclaredResource } from "../declared";
import { type Lookup, NotImportable } from "../lookup";
import { awsResources } from "./aws";
import { neverAdopted } from "./never";
import { accountObjects } from "./snowflake-account";
import { grants } from "./snowflake-grants";
import { schemaObjects } from "./snowflake-schema";

type Kind = (resource: DeclaredResource, config: TwinbergConfig) => Lookup;

/** How each type of resource is looked for. A test holds it to what the program declares. */
export const KINDS: Readonly<Record<string, Kind>> = {
  ...accountObjects,
  ...schemaObjects,
  ...grants,
  ...awsResources,
  ...neverAdopted,
};

/** How a resource is looked for. */
export function lookupOf(resource: DeclaredResource, config: TwinbergConfig): Lookup {
  const kind = KINDS[resource.type];
  if (kind === undefined) return { kind: "never", reason: "Twinberg doesn't know its import id" };
  try {
    return kind(resource, config);
  } catch (error) {
    if (error instanceof NotImportable) return { kind: "never", reason: error.message };
    throw error;
  }
}
