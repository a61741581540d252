import { type CtyRecord, type CtyValue, isList, isRecord } from "../plugin/cty";
import type { ResourceDefinition } from "../plugin/definition";
import type { ResourceData } from "../plugin/resource-data";
import type { ResourceSession } from "../provider/session";
import { SnowflakeError } from "../snowflake/errors";
import { identifier, identifierParts, parseName, qualified } from "../sql/identifier";
import { sql } from "../sql/statement";
import { dropIfExists } from "./common";
import { currentAccountName } from "./current-account";
import {
  alterDatabase,
  customizeDatabase,
  databaseClauses,
  readDatabaseParameters,
  renameDatabase,
  showDatabase,
  storeDatabase,
} from "./database-common";
import { DATABASE_PARAMETERS } from "./database-parameters";
import { parameterChecks, parameterSuppressors } from "./object-parameters";
import { suppressAfterCreation, suppressIdentifierQuoting } from "./suppressors";

/** `snowflake_database`, with replication of the database itself. https://docs.snowflake.com/en/sql-reference/sql/create-database */
export const database: ResourceDefinition<ResourceSession> = {
  typeName: "snowflake_database",
  suppress: {
    ...parameterSuppressors(DATABASE_PARAMETERS),
    name: suppressIdentifierQuoting,
    drop_public_schema_on_creation: suppressAfterCreation,
  },
  checks: parameterChecks(DATABASE_PARAMETERS),
  customizePlan: customizeDatabase,

  async create(data, session) {
    const name = parseName(data.string("name"));
    const transient = data.configured("is_transient") === true ? "TRANSIENT" : undefined;
    await session.execute(sql("CREATE", transient, "DATABASE", identifier(name), ...databaseClauses(data)));
    data.setId(name);
    if (data.boolean("drop_public_schema_on_creation")) {
      await warnWhenRefused(data, "Failed to drop public schema on creation", () =>
        session.execute(`DROP SCHEMA IF EXISTS ${qualified(name, "PUBLIC")}`),
      );
    }
    const { targets, ignoreEditionCheck } = replicationOf(data.value("replication"));
    const failover = targets.filter(({ withFailover }) => withFailover);
    if (targets.length > 0) {
      await warnWhenRefused(data, "Failed to enable replication", () =>
        session.execute(enableReplication(name, accountsOf(targets), ignoreEditionCheck)),
      );
    }
    if (failover.length > 0) {
      await warnWhenRefused(data, "Failed to enable failover", () =>
        session.execute(
          `ALTER DATABASE ${identifier(name)} ENABLE FAILOVER TO ACCOUNTS ${accountsOf(failover).join(", ")}`,
        ),
      );
    }
    await this.read(data, session);
  },

  async read(data, session) {
    const row = await showDatabase(data, session, "database");
    if (row === undefined) return;
    storeDatabase(data, row);
    await readReplication(data, session);
    await readDatabaseParameters(data, session);
  },

  async update(data, session) {
    const name = await renameDatabase(data, session);
    if (data.hasChange("replication")) await alterReplication(data, session, name);
    await alterDatabase(data, session, name);
    await this.read(data, session);
  },

  async delete(data, session) {
    await dropIfExists(session, "DATABASE", parseName(data.id));
  },

  async importState(data) {
    data.set("name", parseName(data.id));
  },
};

interface Target {
  /** `"ORGANIZATION"."ACCOUNT"`. */
  readonly account: string;
  readonly withFailover: boolean;
}

function accountsOf(targets: readonly Target[]): readonly string[] {
  return targets.map(({ account }) => account);
}

/** The accounts of a replication block; none when there is no block. */
function replicationOf(value: CtyValue): { readonly targets: readonly Target[]; readonly ignoreEditionCheck: boolean } {
  const blocks = isList(value) ? value.filter(isRecord) : [];
  const targets = blocks.flatMap(({ enable_to_account: entries }) =>
    (isList(entries ?? null) ? entriesOf(entries ?? null) : []).map((entry) => ({
      account: accountName(String(entry.account_identifier ?? "")),
      withFailover: entry.with_failover === true,
    })),
  );
  return { targets, ignoreEditionCheck: blocks[0]?.ignore_edition_check === true };
}

function entriesOf(value: CtyValue): readonly CtyRecord[] {
  return isList(value) ? value.filter(isRecord) : [];
}

/** `ORG.ACCOUNT`, quoted or not, as the provider writes it. */
function accountName(text: string): string {
  return qualified(...(identifierParts(text) ?? [text]));
}

function enableReplication(name: string, accounts: readonly string[], ignoreEditionCheck: boolean): string {
  return sql(
    `ALTER DATABASE ${identifier(name)} ENABLE REPLICATION TO ACCOUNTS ${accounts.join(", ")}`,
    ignoreEditionCheck ? "IGNORE EDITION CHECK" : undefined,
  );
}

/** The database is there: what could not be done to it afterwards is a warning, as in the real provider. */
async function warnWhenRefused(data: ResourceData, summary: string, act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (!(error instanceof SnowflakeError)) throw error;
    data.warn(summary, error.message);
  }
}

async function alterReplication(data: ResourceData, session: ResourceSession, name: string): Promise<void> {
  const before = replicationOf(data.before("replication"));
  const after = replicationOf(data.value("replication"));
  const missing = (from: readonly string[], to: readonly string[]) => to.filter((account) => !from.includes(account));
  const failoverBefore = accountsOf(before.targets.filter(({ withFailover }) => withFailover));
  const failoverAfter = accountsOf(after.targets.filter(({ withFailover }) => withFailover));
  const added = missing(accountsOf(before.targets), accountsOf(after.targets));
  const removed = missing(accountsOf(after.targets), accountsOf(before.targets));
  const addedFailover = missing(failoverBefore, failoverAfter);
  // disabling replication disables failover with it
  const removedFailover = missing([...failoverAfter, ...removed], failoverBefore);
  const alter = (change: string, accounts: readonly string[]): Promise<void> =>
    session.execute(`ALTER DATABASE ${identifier(name)} ${change} TO ACCOUNTS ${accounts.join(", ")}`);
  if (added.length > 0) await session.execute(enableReplication(name, added, after.ignoreEditionCheck));
  if (addedFailover.length > 0) await alter("ENABLE FAILOVER", addedFailover);
  if (removed.length > 0) await alter("DISABLE REPLICATION", removed);
  if (removedFailover.length > 0) await alter("DISABLE FAILOVER", removedFailover);
}

async function readReplication(data: ResourceData, session: ResourceSession): Promise<void> {
  const own = await currentAccountName(session);
  const rows = await session.query(`SHOW REPLICATION DATABASES WITH PRIMARY ${own}.${identifier(parseName(data.id))}`);
  const [row, ...more] = rows;
  if (row === undefined || more.length > 0) return;
  const others = (column: string): readonly string[] =>
    (row.optional(column) ?? "")
      .split(",")
      .map((account) => account.trim())
      .filter((account) => account !== "")
      .map(accountName)
      .filter((account) => account !== own);
  const failover = others("failover_allowed_to_accounts");
  const entries = others("replication_allowed_to_accounts").map((account) => ({
    account_identifier: account,
    with_failover: failover.includes(account),
  }));
  const { ignoreEditionCheck } = replicationOf(data.value("replication"));
  data.set(
    "replication",
    entries.length === 0 ? [] : [{ enable_to_account: entries, ignore_edition_check: ignoreEditionCheck }],
  );
}
