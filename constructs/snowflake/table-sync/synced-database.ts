import { Database } from "@cdktf/provider-snowflake/lib/database";
import {
  GrantPrivilegesToAccountRole,
  type GrantPrivilegesToAccountRoleConfig,
} from "@cdktf/provider-snowflake/lib/grant-privileges-to-account-role";
import { Construct } from "constructs";
import type { TwinbergConfig } from "../../../config/schema";
import { databaseLifecycle } from "../database-lifecycle";

/** Properties of {@link SyncedDatabase}. */
export interface SyncedDatabaseProps {
  /** The database's name. */
  readonly name: string;
  /** The role that makes the external tables. */
  readonly role: string;
  /** The role of those who read them. */
  readonly reader: string;
  /** Whether the sync makes schemas, which it then owns. */
  readonly createSchemas: boolean;
  /** Whether it works in schemas that somebody else has made, too. */
  readonly adopt: boolean;
  /** What a destroy does. */
  readonly onDestroy: TwinbergConfig["lake"]["onDestroy"];
}

/** What a grant is on. */
type Target = Omit<GrantPrivilegesToAccountRoleConfig, "accountRoleName" | "privileges">;

/**
 * A database of external tables. Its schemas and tables are the function's to make; Terraform neither makes nor drops them,
 * and grants on those to come.
 */
export class SyncedDatabase extends Construct {
  constructor(scope: Construct, id: string, props: SyncedDatabaseProps) {
    super(scope, id);
    const database = new Database(this, "Database", {
      name: props.name,
      comment: "External tables that follow Glue's tables",
      dropPublicSchemaOnCreation: true,
      ...databaseLifecycle(props.onDestroy),
    });
    const onDatabase = { objectType: "DATABASE", objectName: database.name };
    const onFutureSchemas = { futureSchemasInDatabase: database.name };
    this.grant("RoleOnDatabase", props.role, props.createSchemas ? ["CREATE SCHEMA", "USAGE"] : ["USAGE"], {
      onAccountObject: onDatabase,
    });
    if (!props.createSchemas || props.adopt) {
      const privileges = ["CREATE EXTERNAL TABLE", "USAGE"];
      const later = this.grant("RoleOnSchemas-future", props.role, privileges, { onSchema: onFutureSchemas });
      this.grant("RoleOnSchemas-existing", props.role, privileges, {
        onSchema: { allSchemasInDatabase: database.name },
        // After the future one: whatever appears in between has either.
        dependsOn: [later],
      });
    }
    this.grant("ReaderOnDatabase", props.reader, ["USAGE"], { onAccountObject: onDatabase });
    this.grant("ReaderOnSchemas-future", props.reader, ["USAGE"], { onSchema: onFutureSchemas });
    this.grant("ReaderOnExternalTables-future", props.reader, ["SELECT"], {
      onSchemaObject: { future: { objectTypePlural: "EXTERNAL TABLES", inDatabase: database.name } },
    });
  }

  private grant(id: string, accountRoleName: string, privileges: string[], on: Target): GrantPrivilegesToAccountRole {
    return new GrantPrivilegesToAccountRole(this, id, { ...on, accountRoleName, privileges });
  }
}
