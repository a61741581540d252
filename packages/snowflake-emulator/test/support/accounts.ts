import { Account, type AccountOptions } from "../../src/account";
import type { AwsAccess } from "../../src/aws";
import { VirtualClock } from "../../src/clock";
import { SnowflakeError } from "../../src/errors";
import { connectProcedures } from "../../src/procedures/connect";
import { ProcedureRuntime } from "../../src/procedures/runtime";
import { systemRandomness } from "../../src/randomness";
import { resultOf } from "../../src/session/query";
import { QueryIds } from "../../src/session/query-ids";
import type { Session } from "../../src/session/session";
import { runStatement, type StatementServices } from "../../src/sql/run-statement";
import type { Cell, ResultTable } from "../../src/wire/result-table";
import { EAST } from "./test-accounts";

const opened: Bench[] = [];

// Rows are kept by a native engine, which has to be closed for the test process to end.
afterAll(async () => {
  for (const bench of opened.splice(0)) await bench.account.close();
});

/** A session in an account of its own, without HTTP. Closed after the tests of the file that made it. */
export class Bench {
  /** Other accounts of the organization. */
  readonly neighbours: Account[] = [];
  /** Stands between the accounts: throws while another one can't be reached. */
  reach: (account: Account) => void | Promise<void> = () => undefined;
  /** Keeps refreshes of failover groups waiting in a phase. */
  holdPhase: NonNullable<StatementServices["holdPhase"]> = () => undefined;
  readonly account: Account;
  readonly session: Session;
  /** Starts no thread before the first CALL, and keeps none alive. */
  readonly procedures = new ProcedureRuntime();

  /** @param options what differs from the account EAST */
  constructor(
    private readonly aws?: AwsAccess,
    options: Partial<AccountOptions> = {},
    readonly clock = new VirtualClock(),
  ) {
    this.account = new Account("ORG", { ...EAST, ...options }, this.clock, systemRandomness);
    connectProcedures(this.account, { runtime: this.procedures, statements: this.services });
    this.session = this.sessionOf("ADMIN", "ACCOUNTADMIN");
    opened.push(this);
  }

  private get services() {
    const reach = (account: Account) => this.reach(account);
    const holdPhase: Bench["holdPhase"] = (...request) => this.holdPhase(...request);
    return { aws: () => this.aws, accounts: [this.account, ...this.neighbours], reach, holdPhase };
  }

  /** A session of a user with a role, no other roles active. */
  sessionOf(user: string, role: string): Session {
    const { objects } = this.account.state;
    return {
      id: 1,
      account: this.account,
      userId: objects.USER.get(user)?.id ?? -1,
      primaryRoleId: objects.ROLE.get(role)?.id ?? null,
      secondaryRoles: "NONE",
      warehouseId: null,
      databaseId: null,
      schemaId: null,
      queryIds: new QueryIds(),
      variables: new Map(),
      parameters: new Map(),
      token: "",
      tokenExpiresAt: 0,
      masterToken: "",
      masterExpiresAt: 0,
    };
  }

  private async outcome(sqlText: string, session: Session): Promise<ResultTable | SnowflakeError> {
    const record = await runStatement({ sqlText, session, requestId: "", statementCount: 1 }, this.services);
    return "error" in record.outcome ? record.outcome.error : resultOf(record);
  }

  /** Rows as objects by column name. Throws the statement's error. */
  async rows(sqlText: string, session = this.session): Promise<readonly Readonly<Record<string, Cell>>[]> {
    const result = await this.outcome(sqlText, session);
    if (result instanceof SnowflakeError) throw result;
    return result.rows.map((row) =>
      Object.fromEntries(result.columns.map((column, index) => [column.name, row[index] ?? null])),
    );
  }

  /** The first row. */
  async row(sqlText: string, session = this.session): Promise<Readonly<Record<string, Cell>>> {
    const [row] = await this.rows(sqlText, session);
    if (row === undefined) throw new Error(`no row: ${sqlText}`);
    return row;
  }

  /** Runs statements one after the other. */
  async run(...statements: readonly string[]): Promise<void> {
    for (const statement of statements) await this.rows(statement);
  }

  /** `code (sqlState): message` of the error that a statement ends with. */
  async error(sqlText: string, session = this.session): Promise<string> {
    const result = await this.outcome(sqlText, session);
    if (!(result instanceof SnowflakeError)) throw new Error(`expected an error: ${sqlText}`);
    return `${result.code} (${result.sqlState}): ${result.message}`;
  }

  /** property → property_value of a DESCRIBE. */
  async properties(sqlText: string): Promise<Readonly<Record<string, Cell>>> {
    const rows = await this.rows(sqlText);
    return Object.fromEntries(rows.map((row) => [String(row.property), row.property_value ?? row.value ?? null]));
  }
}
