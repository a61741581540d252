import { ACCOUNT_ROLES, type AccountRole } from "../../config/schema";
import { qualifiedName } from "../../sql/identifier";
import { stringLiteral } from "../../sql/literal";
import type { ChaosWorld } from "./world";

const SCHEMA = "CHAOS";
const TABLE = "MARKS";

/** Rows that were written and acknowledged, wherever that was possible: each must be found again. */
export class ChaosMarks {
  readonly #table: string;
  /** Acknowledged. */
  readonly written: { readonly mark: number; readonly account: AccountRole }[] = [];
  #next = 1;

  constructor(private readonly world: ChaosWorld) {
    this.#table = qualifiedName(world.topology.operations.name, SCHEMA, TABLE);
  }

  /** Makes the table, empty. */
  async create(account: AccountRole): Promise<void> {
    await this.world.execute(
      account,
      `CREATE SCHEMA IF NOT EXISTS ${qualifiedName(this.world.topology.operations.name, SCHEMA)}`,
    );
    await this.world.execute(account, `CREATE OR REPLACE TABLE ${this.#table} (MARK NUMBER(38,0))`);
  }

  /** Removes it. */
  async remove(account: AccountRole): Promise<void> {
    await this.world.execute(
      account,
      `DROP SCHEMA IF EXISTS ${qualifiedName(this.world.topology.operations.name, SCHEMA)}`,
    );
  }

  /** Tries to write a row in each account. @returns where it was acknowledged: at most one, or the accounts have split */
  async write(): Promise<readonly AccountRole[]> {
    const accepted: AccountRole[] = [];
    for (const account of ACCOUNT_ROLES) {
      const mark = this.#next;
      this.#next += 1;
      try {
        await this.world.execute(account, `INSERT INTO ${this.#table} VALUES (${mark})`);
        this.written.push({ mark, account });
        accepted.push(account);
      } catch (error) {
        // Read-only, or not reachable: both are what the schedule is about.
        if (!(error instanceof Error)) throw error;
      }
    }
    return accepted;
  }

  /** What an account has in the replicated database. */
  async replicated(account: AccountRole): Promise<readonly number[]> {
    return numbers(await this.world.execute(account, `SELECT MARK FROM ${this.#table} ORDER BY MARK`));
  }

  /** What was put aside in an account. */
  async quarantined(account: AccountRole): Promise<readonly number[]> {
    const { monitoring } = this.world.topology;
    const schemas = await this.world.execute(
      account,
      `SELECT TABLE_SCHEMA, TABLE_NAME FROM ${qualifiedName(monitoring.name, "INFORMATION_SCHEMA", "TABLES")}
       WHERE STARTSWITH(TABLE_SCHEMA, 'QUARANTINE_') AND ENDSWITH(TABLE_NAME, ${stringLiteral(TABLE)})`,
    );
    const found: number[] = [];
    for (const { TABLE_SCHEMA, TABLE_NAME } of schemas) {
      const table = qualifiedName(monitoring.name, String(TABLE_SCHEMA), String(TABLE_NAME));
      found.push(...numbers(await this.world.execute(account, `SELECT MARK FROM ${table}`)));
    }
    return found;
  }
}

const numbers = (rows: readonly Readonly<Record<string, unknown>>[]): readonly number[] =>
  rows.map(({ MARK }) => Number(MARK));
