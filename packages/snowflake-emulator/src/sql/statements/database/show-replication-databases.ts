import type { Account } from "../../../account";
import {
  databasePath,
  findPrimary,
  type PlacedDatabase,
  replicasOf,
  shownAccounts,
} from "../../../replication/replicated-databases";
import { type ColumnPlan, tableOf } from "../../../wire/result-table";
import { likeMatches } from "../../like";
import type { Path } from "../../names";
import { readLike } from "../../show-filter";
import type { ExecutionContext, StatementKind } from "../../statement";

function columns({ organization }: ExecutionContext): ColumnPlan<PlacedDatabase> {
  const primaryPath = (one: PlacedDatabase) => {
    const { replication } = one.database;
    if (replication?.kind !== "secondary") return databasePath(one);
    const primary = findPrimary(organization, replication.primary);
    return primary === undefined ? "" : databasePath(primary);
  };
  const listed = ({ account, database }: PlacedDatabase, which: "replicationAccounts" | "failoverAccounts") =>
    database.replication?.kind === "primary" ? shownAccounts(database.replication[which], account) : "";
  return {
    region_group: ["text", () => "PUBLIC"],
    snowflake_region: ["text", ({ account }) => account.region],
    created_on: ["timestamp_ltz", ({ database }) => new Date(database.createdOn)],
    account_name: ["text", ({ account }) => account.name],
    name: ["text", ({ database }) => database.name],
    comment: ["text", ({ database }) => database.comment],
    is_primary: ["text", ({ database }) => String(database.replication?.kind === "primary")],
    primary: ["text", primaryPath],
    replication_allowed_to_accounts: ["text", (one) => listed(one, "replicationAccounts")],
    failover_allowed_to_accounts: ["text", (one) => listed(one, "failoverAccounts")],
    organization_name: ["text", ({ account }) => account.organization],
    account_locator: ["text", ({ account }) => account.identity.locator],
  };
}

/** Every primary of the organization with its replicas, and replicas that have lost theirs. */
function families({ organization }: ExecutionContext): readonly (readonly PlacedDatabase[])[] {
  const all = organization.accounts.flatMap((account: Account) =>
    account.state.objects.DATABASE.in(null).flatMap((database) =>
      database.replication === undefined ? [] : [{ account, database }],
    ),
  );
  const primaries = all.filter(({ database }) => database.replication?.kind === "primary");
  const orphans = all.filter(
    ({ database: { replication } }) =>
      replication?.kind === "secondary" && findPrimary(organization, replication.primary) === undefined,
  );
  return [...primaries.map((one) => [one, ...replicasOf(organization, one)]), ...orphans.map((one) => [one])];
}

/**
 * What the session's roles see of a primary and its replicas: of the own account what they see anyway; of others, when they see
 * one that belongs to it, or are ACCOUNTADMIN where the primary may be replicated to (A; D: any privilege on the database).
 */
function visible(context: ExecutionContext, family: readonly PlacedDatabase[]): readonly PlacedDatabase[] {
  const { access, account } = context;
  const own = family.filter((one) => one.account === account && access.sees("DATABASE", one.database));
  const elsewhere = family.filter((one) => one.account !== account);
  const mayHave = family.some(
    ({ database: { replication } }) =>
      replication?.kind === "primary" && replication.replicationAccounts.includes(account.name),
  );
  if (own.length === 0 && !(mayHave && access.isAccountAdmin())) return [];
  return family.filter((one) => own.includes(one) || elsewhere.includes(one));
}

/** Does a family have this primary? */
function hasPrimary({ organization }: ExecutionContext, family: readonly PlacedDatabase[], path: Path): boolean {
  const [primary] = family;
  if (primary?.database.replication?.kind !== "primary" || primary.database.name !== path.at(-1)) return false;
  return organization.find(path.slice(0, -1)) === primary.account;
}

/** SHOW REPLICATION DATABASES [LIKE '…'] [WITH PRIMARY org.account.database]: primary databases and their replicas, of all accounts. */
export const showReplicationDatabases: StatementKind = {
  leading: "SHOW REPLICATION DATABASES",
  parse(cursor) {
    cursor.expect("SHOW REPLICATION DATABASES");
    const like = readLike(cursor);
    const path = cursor.take("WITH PRIMARY") ? cursor.path(3) : undefined;
    return (context) => {
      const found = families(context)
        .filter((family) => path === undefined || hasPrimary(context, family, path))
        .flatMap((family) => visible(context, family))
        .filter(({ database }) => like === undefined || likeMatches(like, database.name.toUpperCase()));
      return tableOf(columns(context), found);
    };
  },
};
