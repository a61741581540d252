import { ACCOUNT_ROLES, type AccountRole, type TwinbergConfig } from "../../config/schema";
import type { AccountAccess } from "./account-access";
import type { AccountCheck, CheckResult, Judgement } from "./check";
import { accountChecks } from "./checks";
import { judgeTable, judgeTwins, TABLE_EXPECTED, TWIN_EXPECTED } from "./checks/table";
import { tableNames } from "./names";
import { type Patience, readUntilSettled, type TwinReading } from "./settle";
import { readTable } from "./table-reading";

/** What {@link validate} looks at. */
export interface ValidationInput {
  readonly config: TwinbergConfig;
  readonly accounts: Readonly<Record<AccountRole, AccountAccess>>;
  /** How tables that are still catching up are looked at again. */
  readonly patience: Patience;
  /** What tells the throwaway names of this run from another's: letters and digits. */
  readonly suffix: string;
}

/** Looks at everything, at both accounts at the same time. @throws the signal's reason when interrupted */
export async function validate({
  config,
  accounts,
  patience,
  suffix,
}: ValidationInput): Promise<readonly CheckResult[]> {
  const readings = await readTables(config, accounts, patience);
  const both = [...readings];
  const perAccount = await Promise.all(
    ACCOUNT_ROLES.map(async (account) => [
      ...both.map(([table, reading]) =>
        result(account, `table.${table}`, `${table}: ${TABLE_EXPECTED}`, judgeTable(reading[account])),
      ),
      ...(await runChecks(accounts[account], accountChecks(config, account, suffix))),
    ]),
  );
  const compared = both.map(([table, reading]) =>
    result("both", `table.${table}`, `${table}: ${TWIN_EXPECTED}`, judgeTwins(reading)),
  );
  return [...perAccount.flat(), ...compared];
}

function readTables(
  config: TwinbergConfig,
  accounts: ValidationInput["accounts"],
  patience: Patience,
): Promise<ReadonlyMap<string, TwinReading>> {
  const tables = config.lake.tables.map(({ name }) => name);
  const read = async (name: string): Promise<TwinReading> => {
    const names = tableNames(config, { name });
    const [primary, secondary] = await Promise.all([
      readTable(accounts.primary, names),
      readTable(accounts.secondary, names),
    ]);
    return { primary, secondary };
  };
  return readUntilSettled(tables, read, patience);
}

/** One after the other: they share the account's sessions. */
async function runChecks(access: AccountAccess, checks: readonly AccountCheck[]): Promise<readonly CheckResult[]> {
  const results: CheckResult[] = [];
  for (const { id, expected, look } of checks) {
    results.push(result(access.account, id, expected, await lookSafely(access, look)));
  }
  return results;
}

async function lookSafely(access: AccountAccess, look: AccountCheck["look"]): Promise<Judgement> {
  try {
    return await look(access);
  } catch (error) {
    access.signal.throwIfAborted();
    return {
      verdict: "unknown",
      seen: "what Snowflake answered isn't understood",
      reason: error instanceof Error ? error.message : String(error),
      fix: "see whether that is what the check expects; if not, report it as a defect of the check",
    };
  }
}

function result(account: CheckResult["account"], id: string, expected: string, judgement: Judgement): CheckResult {
  return { id: `${account}.${id}`, account, expected, ...judgement };
}
