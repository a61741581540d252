import type { TwinbergConfig } from "../../../config/schema";
import type { DeclaredGrant } from "../../../procedures/index";

/** What a database-level grant can be on, below the database itself. */
export type GrantedKind = "SCHEMA" | "VIEW" | "MATERIALIZED VIEW" | "ICEBERG TABLE";

/** A grant in one database. */
export interface GrantDeclaration {
  /** What tells it from the other grants in the same database. */
  readonly id: string;
  /** The role that gets it. */
  readonly role: string;
  /** The privilege. */
  readonly privilege: "USAGE" | "SELECT";
  /**
   * `database`: on the database; `future`: on what will be there, which is all, because Terraform grants before it makes
   * anything; `future-and-existing`: also on what somebody else has made in the meantime.
   */
  readonly on:
    | { readonly reach: "database" }
    | { readonly reach: "future" | "future-and-existing"; readonly kind: GrantedKind };
}

/** The grants in one database. */
export interface DatabaseGrantDeclarations {
  /** The database's name. */
  readonly database: string;
  /** The grants. */
  readonly grants: readonly GrantDeclaration[];
}

/** The databases that people read. */
export type ReadDatabase = "external" | "catalogLinked" | "prod";

/**
 * Who may read what: analysts PROD and nothing else, engineers EXT and CLD as well. What is granted to the analyst isn't
 * granted again to the engineer, who holds that role; the admin owns everything.
 */
export function declaredGrants(config: TwinbergConfig): Readonly<Record<ReadDatabase, DatabaseGrantDeclarations>> {
  const { databases, roles } = config;
  return {
    external: {
      database: databases.external.name,
      grants: reading("Engineer", roles.engineer, "future", ["ICEBERG TABLE", "VIEW", "MATERIALIZED VIEW"]),
    },
    catalogLinked: {
      database: databases.catalogLinked.name,
      // Discovery makes schemas and tables at any time, also before the first future grant is there.
      grants: reading("Engineer", roles.engineer, "future-and-existing", ["ICEBERG TABLE"]),
    },
    prod: {
      database: databases.prod.name,
      grants: reading("Analyst", roles.analyst, "future", ["VIEW"]),
    },
  };
}

/** What reading a database takes: USAGE on it and on its schemas, SELECT on what is in them. */
function reading(
  grantee: string,
  role: string,
  reach: "future" | "future-and-existing",
  kinds: readonly Exclude<GrantedKind, "SCHEMA">[],
): GrantDeclaration[] {
  return [
    { id: `${grantee}OnDatabase`, role, privilege: "USAGE", on: { reach: "database" } },
    { id: `${grantee}OnSchemas`, role, privilege: "USAGE", on: { reach, kind: "SCHEMA" } },
    ...kinds.map(
      (kind): GrantDeclaration => ({
        id: `${grantee}On${pascalCase(kind)}s`,
        role,
        privilege: "SELECT",
        on: { reach, kind },
      }),
    ),
  ];
}

/** The grants as the heartbeat compares them: each future grant must be there, and so must what it gave to each object. */
export function comparableGrants({ database, grants }: DatabaseGrantDeclarations): DeclaredGrant[] {
  return grants.flatMap(({ role, privilege, on }): DeclaredGrant[] => {
    const objectName = [database];
    return on.reach === "database"
      ? [{ privilege, objectKind: "DATABASE", objectName, on: "object", role }]
      : [
          { privilege, objectKind: on.kind, objectName, on: "future", role },
          { privilege, objectKind: on.kind, objectName, on: "all", role },
        ];
  });
}

function pascalCase(kind: GrantedKind): string {
  return kind
    .toLowerCase()
    .split(" ")
    .map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`)
    .join("");
}
