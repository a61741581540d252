import { GrantPrivilegesToAccountRole } from "@cdktf/provider-snowflake/lib/grant-privileges-to-account-role";
import type { ITerraformDependable, TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import type { DatabaseGrantDeclarations, GrantedKind } from "./declared/grants";

/** Properties of {@link DatabaseGrants}. */
export interface DatabaseGrantsProps {
  /** What is granted. */
  readonly declared: DatabaseGrantDeclarations;
  /** The database: there before it is granted on. */
  readonly database: ITerraformDependable;
  /** The provider that works as the deployer: a future grant in a database takes MANAGE GRANTS, which the admin lacks. */
  readonly deployer: TerraformProvider;
}

/**
 * The grants in one database. What is made in it must depend on {@link future}: then it has its grants from its first
 * moment, and Terraform needn't name each object.
 *
 * Source: docs.snowflake.com, security-access-control-configure, "Assigning future grants on objects".
 */
export class DatabaseGrants extends Construct {
  /** The future grants. */
  readonly future: readonly GrantPrivilegesToAccountRole[];

  constructor(scope: Construct, id: string, props: DatabaseGrantsProps) {
    super(scope, id);
    const { declared, database, deployer } = props;
    const future: GrantPrivilegesToAccountRole[] = [];
    for (const grant of declared.grants) {
      const shared = { accountRoleName: grant.role, privileges: [grant.privilege] };
      if (grant.on.reach === "database") {
        new GrantPrivilegesToAccountRole(this, grant.id, {
          ...shared,
          onAccountObject: { objectType: "DATABASE", objectName: declared.database },
          dependsOn: [database],
        });
        continue;
      }
      const onFuture = new GrantPrivilegesToAccountRole(this, `${grant.id}-future`, {
        ...shared,
        ...onKind(grant.on.kind, declared.database, "future"),
        provider: deployer,
        dependsOn: [database],
      });
      future.push(onFuture);
      if (grant.on.reach === "future-and-existing") {
        // After the future one: whatever appears in between has either.
        new GrantPrivilegesToAccountRole(this, `${grant.id}-existing`, {
          ...shared,
          ...onKind(grant.on.kind, declared.database, "existing"),
          dependsOn: [onFuture],
        });
      }
    }
    this.future = future;
  }
}

/** The argument that names all objects of a kind in a database, those that are there or those that will be. */
function onKind(kind: GrantedKind, database: string, which: "future" | "existing") {
  if (kind === "SCHEMA") {
    return {
      onSchema: which === "future" ? { futureSchemasInDatabase: database } : { allSchemasInDatabase: database },
    };
  }
  const objects = { objectTypePlural: `${kind}S`, inDatabase: database };
  return { onSchemaObject: which === "future" ? { future: objects } : { all: objects } };
}
