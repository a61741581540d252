import type { CatalogLink } from "../catalog-link/catalog-link";
import type { DatabaseReplication } from "../replication/database-replication";
import type { SnowflakeObject } from "./snowflake-object";

/** A database. */
export interface Database extends SnowflakeObject {
  readonly transient: boolean;
  /** Parameters set on this database, by name. */
  parameters: Map<string, string>;
  /** What it follows, when it is catalog-linked. */
  link?: CatalogLink;
  /** Its part in replication between accounts. Absent: none. */
  replication?: DatabaseReplication;
}
