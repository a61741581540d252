import type { ResourceDefinition } from "../plugin/definition";
import type { ResourceSession } from "../provider/session";
import { identifier, parseName } from "../sql/identifier";
import { sql, textParameter } from "../sql/statement";
import {
  accountInSql,
  alterComment,
  dropConnection,
  failoverAccounts,
  planSide,
  showConnection,
  storeConnection,
  suppressAccountQuoting,
} from "./connection-common";
import { currentAccountName } from "./current-account";
import { suppressIdentifierQuoting } from "./suppressors";

const FAILOVER = "enable_failover_to_accounts";

/**
 * `snowflake_primary_connection`. When the connection is no longer the primary, the plan replaces it.
 * https://docs.snowflake.com/en/sql-reference/sql/create-connection
 */
export const primaryConnection: ResourceDefinition<ResourceSession> = {
  typeName: "snowflake_primary_connection",
  suppress: { name: suppressIdentifierQuoting, [FAILOVER]: suppressAccountQuoting },

  customizePlan(draft) {
    planSide(draft, ["comment", "is_primary", FAILOVER], true);
  },

  async create(data, session) {
    const name = parseName(data.string("name"));
    const comment = data.isSet("comment") ? data.string("comment") : undefined;
    await session.execute(sql("CREATE CONNECTION", identifier(name), textParameter("COMMENT", comment)));
    data.setId(name);
    const accounts = data.strings(FAILOVER).map(accountInSql);
    if (accounts.length > 0) await failover(session, name, "ENABLE", accounts);
    await this.read(data, session);
  },

  async read(data, session) {
    const row = await showConnection(
      data,
      session,
      "Failed to retrieve connection. Target object not found. Marking the resource as removed.",
    );
    if (row === undefined) return;
    storeConnection(data, row);
    const own = await currentAccountName(session);
    data.set(
      FAILOVER,
      failoverAccounts(row).filter((account) => accountInSql(account) !== own),
    );
  },

  async update(data, session) {
    if (data.hasChange(FAILOVER)) {
      const name = parseName(data.id);
      const before = data.stringsBefore(FAILOVER).map(accountInSql);
      const after = data.strings(FAILOVER).map(accountInSql);
      const added = after.filter((account) => !before.includes(account));
      const removed = before.filter((account) => !after.includes(account));
      if (added.length > 0) await failover(session, name, "ENABLE", added);
      if (removed.length > 0) await failover(session, name, "DISABLE", removed);
    }
    await alterComment(data, session);
    await this.read(data, session);
  },

  async delete(data, session) {
    await dropConnection(data, session);
  },

  async importState(data) {
    data.set("name", parseName(data.id));
  },
};

function failover(
  session: ResourceSession,
  name: string,
  change: "ENABLE" | "DISABLE",
  accounts: readonly string[],
): Promise<void> {
  return session.execute(`ALTER CONNECTION ${identifier(name)} ${change} FAILOVER TO ACCOUNTS ${accounts.join(", ")}`);
}
