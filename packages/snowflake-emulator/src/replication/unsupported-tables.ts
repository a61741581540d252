import type { Account } from "../account";
import { externalTableInPrimary } from "../errors";
import type { ObjectId } from "../objects/snowflake-object";
import { fullName } from "../sql/names";

/**
 * Before behaviour change 2024_02 a refresh failed where a primary database had an Iceberg or an external table;
 * since then it is skipped (D: BCR-1528). Throws 003906 where that change is disabled for the primary's account; else does
 * nothing.
 * @param databases of the primary's account
 */
export function requireReplicableTables(account: Account, databases: Iterable<ObjectId>): void {
  if (!account.disabledBehaviorChanges.has("2024_02")) return;
  const { SCHEMA, ICEBERG_TABLE, EXTERNAL_TABLE } = account.state.objects;
  for (const id of databases) {
    const [table] = SCHEMA.in(id).flatMap((schema) => [
      ...ICEBERG_TABLE.in(schema.id),
      ...EXTERNAL_TABLE.in(schema.id),
    ]);
    if (table !== undefined) throw externalTableInPrimary(fullName({ account }, table));
  }
}
