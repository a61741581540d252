import type { TwinbergConfig } from "../../config/schema";

/** What a database that this command made says of itself, until the first apply gives it the declared comment. */
export const BUILT_COMMENT = "Made by twinberg adopt prod, independent of replication";

/** The names that a migration uses. */
export interface MigrationNames {
  /** The database that applications read. */
  readonly prod: string;
  /** Where the new one is made, and where the old one ends. */
  readonly next: string;
  /** The database that keeps a copy of what was saved. Nobody drops it but you. */
  readonly saved: string;
  /** Organization's and primary account's name. */
  readonly organization: string;
  readonly primary: string;
  readonly secondary: string;
}

/** The names for a configuration. */
export function migrationNames({ databases, organization, accounts }: TwinbergConfig): MigrationNames {
  const prod = databases.prod.name;
  return {
    prod,
    next: `${prod}__NEXT`,
    saved: `${prod}__SAVED`,
    organization,
    primary: accounts.primary.name,
    secondary: accounts.secondary.name,
  };
}
