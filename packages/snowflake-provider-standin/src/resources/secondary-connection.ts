import type { ResourceDefinition } from "../plugin/definition";
import type { ResourceSession } from "../provider/session";
import { identifier, parseName } from "../sql/identifier";
import { sql, textParameter } from "../sql/statement";
import {
  alterComment,
  dropConnection,
  planSide,
  primaryInSql,
  primaryOf,
  repeatWhile,
  showConnection,
  storeConnection,
} from "./connection-common";
import { suppressIdentifierQuoting } from "./suppressors";

/**
 * `snowflake_secondary_connection`. When the connection has become the primary, the plan replaces it.
 * https://docs.snowflake.com/en/sql-reference/sql/create-connection
 */
export const secondaryConnection: ResourceDefinition<ResourceSession> = {
  typeName: "snowflake_secondary_connection",
  suppress: { name: suppressIdentifierQuoting, as_replica_of: suppressIdentifierQuoting },

  customizePlan(draft) {
    planSide(draft, ["comment", "is_primary"], false);
  },

  async create(data, session) {
    const name = parseName(data.string("name"));
    const comment = data.isSet("comment") ? data.string("comment") : undefined;
    const primary = primaryInSql(data.string("as_replica_of"));
    const statement = sql(
      "CREATE CONNECTION",
      identifier(name),
      "AS REPLICA OF",
      primary,
      textParameter("COMMENT", comment),
    );
    // the primary may be made in the same apply, and needs a moment to be known elsewhere
    await repeatWhile(
      () => session.execute(statement),
      ({ message }) =>
        message.includes("does not exist or not authorized") ||
        message.includes("This account is not authorized to create a secondary connection of this primary connection."),
    );
    data.setId(name);
    await this.read(data, session);
  },

  async read(data, session) {
    const row = await showConnection(
      data,
      session,
      "Failed to query secondary connection. Marking the resource as removed.",
    );
    if (row === undefined) return;
    storeConnection(data, row);
    data.set("as_replica_of", primaryOf(row));
  },

  async update(data, session) {
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
