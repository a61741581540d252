import { GrantPrivilegesToAccountRole } from "@cdktf/provider-snowflake/lib/grant-privileges-to-account-role";
import { ProcedureJavascript } from "@cdktf/provider-snowflake/lib/procedure-javascript";
import type { ITerraformDependable, TerraformProvider } from "cdktf";
import type { Construct } from "constructs";
import { CONNECTION_SIDE, connectionSideBody, type SchemaName } from "../../procedures/index";
import { qualifiedName } from "../../sql/identifier";

/** Arguments of {@link declareConnectionSide}. */
export interface ConnectionSideProps {
  /** Where it is, by the resources that make that. */
  readonly place: { readonly database: string; readonly schema: string };
  /** The same, by name: a name within quotes can't be another resource's attribute. */
  readonly local: SchemaName;
  /** The provider that works as the deployer, who owns the procedure and so lends it its eyes. */
  readonly deployer: TerraformProvider;
  /** The role that may call it. */
  readonly caller: string;
}

/**
 * CONNECTION_SIDE: lets a role see where the connection leads without the one privilege on connections, FAILOVER, by which it
 * could redirect clients.
 *
 * @returns what a call of it needs to be there
 */
export function declareConnectionSide(
  scope: Construct,
  { place, local, deployer, caller }: ConnectionSideProps,
): ITerraformDependable {
  const procedure = new ProcedureJavascript(scope, `Procedure-${CONNECTION_SIDE.name}`, {
    ...place,
    name: CONNECTION_SIDE.name,
    returnType: CONNECTION_SIDE.returns,
    executeAs: "OWNER",
    procedureDefinition: connectionSideBody(),
    comment: CONNECTION_SIDE.comment,
    provider: deployer,
  });
  return new GrantPrivilegesToAccountRole(scope, `Call-${CONNECTION_SIDE.name}`, {
    accountRoleName: caller,
    privileges: ["USAGE"],
    onSchemaObject: {
      objectType: "PROCEDURE",
      objectName: `${qualifiedName(local.database, local.schema, CONNECTION_SIDE.name)}()`,
    },
    provider: deployer,
    dependsOn: [procedure],
  });
}
