import { Execute } from "@cdktf/provider-snowflake/lib/execute";
import type { TerraformProvider } from "cdktf";
import { Construct } from "constructs";
import { qualifiedName, quoteIdentifier } from "../../../sql/identifier";
import type { AccountName } from "./statements";

/** Properties of {@link Connection}. */
export interface ConnectionProps {
  /** The connection's name, the same in both accounts. */
  readonly name: string;
  /** Which side this account is declared as, and the account on the other side. */
  readonly side:
    | { readonly kind: "source"; readonly target: AccountName }
    | { readonly kind: "replica"; readonly source: AccountName };
  /** The provider that works as the deployer. Default: the stack's own. */
  readonly provider?: TerraformProvider;
}

/**
 * One account's half of the connection that clients log in to. Its texts never change with who is primary.
 *
 * Provider gap: `snowflake_primary_connection` is replaced when it isn't primary any more, and
 * `snowflake_secondary_connection` when it is (snowflakedb/terraform-provider-snowflake#3177), which is what a failover does;
 * the replacement is forced where `ignore_changes` can't reach.
 *
 * Source: docs.snowflake.com, client-redirect, create-connection.
 */
export class Connection extends Construct {
  constructor(scope: Construct, id: string, { name, side, provider }: ConnectionProps) {
    super(scope, id);
    const connection = quoteIdentifier(name);
    const shared = provider === undefined ? {} : { provider };
    const drop = `DROP CONNECTION IF EXISTS ${connection}`;
    if (side.kind === "replica") {
      const source = qualifiedName(side.source.organization, side.source.account, name);
      new Execute(this, "Replica", {
        ...shared,
        execute: `CREATE CONNECTION IF NOT EXISTS ${connection} AS REPLICA OF ${source}`,
        revert: drop,
      });
      return;
    }
    const target = qualifiedName(side.target.organization, side.target.account);
    const created = new Execute(this, "Source", {
      ...shared,
      execute: `CREATE CONNECTION IF NOT EXISTS ${connection}`,
      revert: drop,
    });
    new Execute(this, "Failover", {
      ...shared,
      execute: `ALTER CONNECTION ${connection} ENABLE FAILOVER TO ACCOUNTS ${target}`,
      revert: `ALTER CONNECTION ${connection} DISABLE FAILOVER TO ACCOUNTS ${target}`,
      dependsOn: [created],
    });
  }
}
