import { primaryHasReplicas } from "../errors";
import type { SnowflakeObject } from "../objects/snowflake-object";
import type { ExecutionContext } from "../sql/statement";
import { requireOnItsOwn } from "./groups/on-its-own";
import { databasePath, replicasOf } from "./replicated-databases";

/** Throws 003912 for a primary database that has replicas (D: DROP DATABASE), 003941 for one in a failover group (A). `verb` as in "dropped". */
export function checkReplicas(
  { account, organization }: ExecutionContext,
  object: SnowflakeObject,
  verb: string,
): void {
  const database = account.state.objects.DATABASE.byId(object.id);
  if (database !== undefined) requireOnItsOwn(account, database, verb);
  if (database?.replication?.kind !== "primary") return;
  const replicas = replicasOf(organization, { account, database });
  if (replicas.length > 0) throw primaryHasReplicas(database.name, verb, replicas.map(databasePath));
}
