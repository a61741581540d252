import { z } from "zod";
import { quoteIdentifier } from "../../sql/identifier";
import type { SnowflakeSession } from "./session";

/** What asks an account. */
type Asked = Pick<SnowflakeSession, "execute">;

const flag = z.union([z.boolean(), z.string()]);

const groupRows = z.array(
  z.looseObject({
    name: z.string(),
    account_name: z.string(),
    is_primary: flag,
    allowed_databases: z.string().nullish(),
    secondary_state: z.string().nullish(),
  }),
);
/** What SHOW FAILOVER GROUPS tells of a group in one of its accounts. */
export type GroupRow = z.infer<typeof groupRows>[number];

/** The failover groups that an account knows, in all accounts. @throws the driver's error */
export async function failoverGroups(session: Asked): Promise<readonly GroupRow[]> {
  return groupRows.parse(await session.execute("SHOW FAILOVER GROUPS"));
}

/** Whether this row is of the group's source. */
export const isPrimaryGroup = ({ is_primary: primary }: Pick<GroupRow, "is_primary">): boolean =>
  String(primary) === "true";

/** Databases of an account that failover groups bring, each with its group. @param account its name, without the organization's */
export async function databasesOfReplicaGroups(
  account: string,
  session: Asked,
  groups: readonly GroupRow[],
): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>();
  for (const group of groups) {
    if (group.account_name !== account || isPrimaryGroup(group)) continue;
    const rows = await session.execute(`SHOW DATABASES IN FAILOVER GROUP ${quoteIdentifier(group.name)}`);
    for (const row of rows) found.set(String(row.name), group.name);
  }
  return found;
}

/** A database that is replicated from, as Snowflake names it: `ORG.ACCOUNT.DATABASE`. */
export interface PrimaryDatabase {
  readonly organization: string;
  readonly account: string;
  readonly database: string;
}

const replicationRows = z.array(
  z.looseObject({ name: z.string(), account_name: z.string(), is_primary: flag, primary: z.string() }),
);

/**
 * Databases of an account that database replication brings, each with its primary: SHOW DATABASES doesn't tell them from others.
 * Source: docs.snowflake.com, sql-reference/sql/show-replication-databases.
 * @param account its name, without the organization's
 */
export async function secondaryDatabases(
  account: string,
  session: Asked,
): Promise<ReadonlyMap<string, PrimaryDatabase>> {
  const rows = replicationRows.parse(await session.execute("SHOW REPLICATION DATABASES"));
  return new Map(
    rows
      .filter((row) => row.account_name === account && String(row.is_primary) !== "true")
      .map((row) => {
        // Only a database's name can hold a dot.
        const [organization = "", there = "", ...database] = row.primary.split(".");
        return [row.name, { organization, account: there, database: database.join(".") }];
      }),
  );
}
