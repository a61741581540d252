import { quoteIdentifier } from "../../sql/identifier";
import type { EmulatedAccount } from "./emulated-account";

/** Group name to what CREATE FAILOVER GROUP says that it carries, in the order of refresh and promotion. */
function contents({ settings }: EmulatedAccount): ReadonlyMap<string, string> {
  const { account, volume, database } = settings.failoverGroups;
  return new Map([
    [account, "OBJECT_TYPES = INTEGRATIONS ALLOWED_INTEGRATION_TYPES = STORAGE INTEGRATIONS"],
    [volume, "OBJECT_TYPES = EXTERNAL VOLUMES ALLOWED_EXTERNAL_VOLUMES = ALL"],
    [database, `OBJECT_TYPES = DATABASES ALLOWED_DATABASES = ${quoteIdentifier(settings.replicated.database)}`],
  ]);
}

const monitor = (group: string) => `GRANT MONITOR ON FAILOVER GROUP ${group} TO ROLE ICEBERG_ADMIN`;

/** Makes the account the source of the failover groups, which the administrator of the lake may look at. @param other the account that may have replicas */
export async function makeSourceGroups(
  account: EmulatedAccount,
  other: "EAST" | "WEST",
  schedule: "" | "REPLICATION_SCHEDULE = '10 MINUTE'" = "",
): Promise<void> {
  for (const [group, carried] of contents(account)) {
    await account.administer(
      `CREATE FAILOVER GROUP ${group} ${carried} ALLOWED_ACCOUNTS = ORG.${other} ${schedule}`,
      monitor(group),
    );
  }
}

/** Makes the account's replicas, instead of its own replicated database, and refreshes them; the administrator of the lake may read what came. */
export async function makeReplicaGroups(account: EmulatedAccount, source: "EAST" | "WEST"): Promise<void> {
  const database = quoteIdentifier(account.settings.replicated.database);
  await account.administer(`DROP DATABASE IF EXISTS ${database}`);
  for (const group of contents(account).keys()) {
    await account.administer(`CREATE FAILOVER GROUP ${group} AS REPLICA OF ORG.${source}.${group}`, monitor(group));
  }
  await refreshGroups(account);
  await account.administer(
    `GRANT USAGE ON DATABASE ${database} TO ROLE ICEBERG_ADMIN`,
    `GRANT USAGE ON ALL SCHEMAS IN DATABASE ${database} TO ROLE ICEBERG_ADMIN`,
    `GRANT SELECT ON ALL TABLES IN DATABASE ${database} TO ROLE ICEBERG_ADMIN`,
  );
}

/** Refreshes the account's replicas once. */
export async function refreshGroups(account: EmulatedAccount): Promise<void> {
  await account.administer(...[...contents(account).keys()].map((group) => `ALTER FAILOVER GROUP ${group} REFRESH`));
}

/** Makes the connection that the procedures know: it leads to the first account. */
export async function makeConnection(
  [first, firstName]: readonly [EmulatedAccount, "EAST" | "WEST"],
  [second, secondName]: readonly [EmulatedAccount, "EAST" | "WEST"],
): Promise<void> {
  const { connection } = first.settings;
  if (connection === undefined) return;
  const name = quoteIdentifier(connection);
  await first.administer(
    `CREATE CONNECTION ${name}`,
    `ALTER CONNECTION ${name} ENABLE FAILOVER TO ACCOUNTS ORG.${secondName}`,
  );
  await second.administer(`CREATE CONNECTION ${name} AS REPLICA OF ORG.${firstName}.${name}`);
}
