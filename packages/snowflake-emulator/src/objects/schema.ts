import type { SnowflakeObject } from "./snowflake-object";

/** A schema of a database. INFORMATION_SCHEMA is none: it is answered without being stored. */
export interface Schema extends SnowflakeObject {
  readonly transient: boolean;
  /** WITH MANAGED ACCESS: only the schema's owner, or MANAGE GRANTS, grants on its objects. */
  managedAccess: boolean;
  /** Parameters set on this schema, by name. */
  parameters: Map<string, string>;
  /** The namespace that it follows, in a catalog-linked database. */
  readonly remoteNamespace?: string;
}
