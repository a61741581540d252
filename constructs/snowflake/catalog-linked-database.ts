import { Execute } from "@cdktf/provider-snowflake/lib/execute";
import type { ITerraformDependable, TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import type { TwinbergConfig } from "../../config/schema";
import { quoteIdentifier } from "../../sql/identifier";
import { stringLiteral } from "../../sql/literal";
import { DatabaseGrants } from "./database-grants";
import { databaseLifecycle } from "./database-lifecycle";
import type { DatabaseGrantDeclarations } from "./declared/grants";
import { LAKE_ACCESS_NAMES } from "./declared/lake-access-names";

/** Snowflake's own interval of discovery. Source: docs.snowflake.com, create-database-catalog-linked. */
const DEFAULT_DISCOVERY_SECONDS = 30;

/** Properties of {@link CatalogLinkedDatabase}. */
export interface CatalogLinkedDatabaseProps {
  /** The database's name. */
  readonly name: string;
  /** The one namespace that is linked: the Glue database. */
  readonly namespace: string;
  /** Seconds from one discovery to the next. */
  readonly discoverySeconds: number;
  /** Whether this account may write to the lake through the database. */
  readonly writes: boolean;
  /** Who may read. */
  readonly grants: DatabaseGrantDeclarations;
  /** What a destroy does. */
  readonly onDestroy: TwinbergConfig["lake"]["onDestroy"];
  /** The provider that works as the deployer. */
  readonly deployer: TerraformProvider;
}

/**
 * CLD: whatever is in the Glue database, found by Snowflake itself, with credentials that the catalog vends. No released
 * provider has the resource. A changed text of `snowflake_execute` drops the database with its grants and makes another,
 * so CREATE holds only what makes it this database, and says what is safe of the rest; what ALTER can change is a step of
 * its own.
 *
 * Source: docs.snowflake.com, create-database-catalog-linked, alter-database-catalog-linked.
 */
export class CatalogLinkedDatabase extends Construct {
  /** The database and its future grants, for what reads it. */
  readonly ready: readonly ITerraformDependable[];

  constructor(scope: Construct, id: string, props: CatalogLinkedDatabaseProps) {
    super(scope, id);
    const name = quoteIdentifier(props.name);
    const database = new Execute(this, "Database", {
      execute: createCatalogLinkedDatabase(props),
      revert: `DROP DATABASE IF EXISTS ${name}`,
      ...databaseLifecycle(props.onDestroy),
    });
    const setting = (assignment: string) => `ALTER DATABASE ${name} UPDATE LINKED_CATALOG SET ${assignment}`;
    new Execute(this, "Discovery", {
      execute: setting(`SYNC_INTERVAL_SECONDS = ${props.discoverySeconds}`),
      revert: setting(`SYNC_INTERVAL_SECONDS = ${DEFAULT_DISCOVERY_SECONDS}`),
      dependsOn: [database],
    });
    if (props.writes) {
      // At run time the controller moves this from account to account, which changes no text here.
      new Execute(this, "Writes", {
        execute: setting("ALLOWED_WRITE_OPERATIONS = ALL"),
        revert: setting("ALLOWED_WRITE_OPERATIONS = NONE"),
        dependsOn: [database],
      });
    }
    const grants = new DatabaseGrants(this, "Grants", { declared: props.grants, database, deployer: props.deployer });
    this.ready = [database, ...grants.future];
  }
}

/** CREATE DATABASE … LINKED_CATALOG. Its text is a contract: the same for the same name and namespace, whatever else is configured. */
export function createCatalogLinkedDatabase({
  name,
  namespace,
}: Pick<CatalogLinkedDatabaseProps, "name" | "namespace">): string {
  const catalog = stringLiteral(LAKE_ACCESS_NAMES.restCatalog);
  return `CREATE DATABASE IF NOT EXISTS ${quoteIdentifier(name)} LINKED_CATALOG = (CATALOG = ${catalog}, ALLOWED_NAMESPACES = (${stringLiteral(namespace)}), ALLOWED_WRITE_OPERATIONS = NONE)`;
}
