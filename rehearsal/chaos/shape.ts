import { ACCOUNT_ROLES } from "../../config/schema";
import { qualifiedName } from "../../sql/identifier";
import { stringLiteral } from "../../sql/literal";
import type { ChaosWorld } from "./world";

/** What changes by itself, by every drill or with who asks, and is nobody's declaration. */
const PASSING = /^(is_current|next_scheduled_refresh|last_committed_on|last_suspended_on|last_suspended_reason|id)$/;

/**
 * What Terraform has declared, as both accounts show it, line by line: once the initial roles are restored, drills have left
 * every line as it was. An object that was made anew shows by its created_on.
 */
export async function readShape(world: ChaosWorld): Promise<readonly string[]> {
  const { monitoring, operations, catalogLinked } = world.topology;
  const tables = (database: string) => qualifiedName(database, "INFORMATION_SCHEMA", "TABLES");
  const statements = [
    "SHOW FAILOVER GROUPS",
    "SHOW CONNECTIONS",
    `SHOW TASKS IN SCHEMA ${qualifiedName(monitoring.name, monitoring.schema)}`,
    "SHOW DATABASES",
    `SELECT SYSTEM$GET_CATALOG_LINKED_DATABASE_CONFIG(${stringLiteral(catalogLinked.name)}) AS CONFIG`,
    ...[monitoring, operations].map(
      ({ name, schema }) =>
        `SELECT TABLE_NAME FROM ${tables(name)} WHERE TABLE_SCHEMA = ${stringLiteral(schema)} ORDER BY TABLE_NAME`,
    ),
  ];
  const lines: string[] = [];
  for (const account of ACCOUNT_ROLES) {
    for (const sql of statements) {
      const rows = (await world.execute(account, sql)).map((row) =>
        JSON.stringify(Object.entries(row).filter(([column]) => !PASSING.test(column))),
      );
      lines.push(...rows.sort().map((row) => `${account}: ${sql}: ${row}`));
    }
  }
  return lines;
}

/** Lines that only one of two shapes has. */
export function shapeDifferences(before: readonly string[], after: readonly string[]): readonly string[] {
  return [
    ...before.filter((line) => !after.includes(line)).map((line) => `- ${line}`),
    ...after.filter((line) => !before.includes(line)).map((line) => `+ ${line}`),
  ];
}
