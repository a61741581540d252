import type { TwinbergConfig } from "../../config/schema";
import { type SessionSettings, type SnowflakeSession, withSession } from "../../operator/snowflake/session";
import { qualifiedName } from "../../sql/identifier";
import { type ClaimInput, claimFrom } from "../report/claims";

const SCHEMA = "DRILL";

/** A table of numbers in the replicated database, which the drills write: what is there tells what was lost. */
export class Marks {
  readonly #schema: string;
  readonly #table: string;

  constructor(private readonly config: TwinbergConfig) {
    const database = config.databases.operations.name;
    this.#schema = qualifiedName(database, SCHEMA);
    this.#table = qualifiedName(database, SCHEMA, "MARKS");
  }

  /** Makes the table, where the database is written. */
  async create(settings: SessionSettings): Promise<void> {
    await this.#as(settings, async (session) => {
      await session.execute(`CREATE SCHEMA IF NOT EXISTS ${this.#schema}`);
      await session.execute(`CREATE TABLE IF NOT EXISTS ${this.#table} (MARK NUMBER(38,0))`);
    });
  }

  /** Removes it, where the database is written. */
  async remove(settings: SessionSettings): Promise<void> {
    await this.#as(settings, (session) => session.execute(`DROP SCHEMA IF EXISTS ${this.#schema}`));
  }

  /** Writes a number, committed. @throws the driver's error */
  async write(settings: SessionSettings, mark: number): Promise<void> {
    await this.#as(settings, (session) => session.execute(this.insertion(mark)));
  }

  /** The statement that writes a number. */
  insertion(mark: number): string {
    return `INSERT INTO ${this.#table} VALUES (${mark})`;
  }

  /** The numbers that an account has. */
  read(settings: SessionSettings): Promise<readonly number[]> {
    return this.#as(settings, async (session) => {
      const rows = await session.execute(`SELECT MARK FROM ${this.#table} ORDER BY MARK`);
      return rows.map(({ MARK }) => Number(MARK));
    });
  }

  /** Holds if an account has exactly these numbers. */
  hasClaim(id: string, settings: SessionSettings, expected: readonly number[]): Promise<ClaimInput> {
    return claimFrom(id, `${settings.account} has the marks ${expected.join(", ")}`, async () => {
      const marks = await this.read(settings);
      return { observed: marks.join(", ") || "none", ok: marks.join() === expected.join(), evidence: [this.#table] };
    });
  }

  /** Holds if the table can't be written in an account: not even by its owner. */
  readOnlyClaim(id: string, settings: SessionSettings, mark: number): Promise<ClaimInput> {
    return claimFrom(id, "Snowflake refuses to write the replicated database", async () => {
      const answer = await this.write(settings, mark).then(
        () => undefined,
        (error: unknown) => (error instanceof Error ? error.message : String(error)),
      );
      const ok = answer !== undefined && /read-only/i.test(answer);
      return {
        observed: answer === undefined ? "it is carried out" : ok ? "it does" : "it fails for another reason",
        ok,
        evidence: [this.insertion(mark), answer ?? "no error"],
      };
    });
  }

  #as<T>(settings: SessionSettings, work: (session: SnowflakeSession) => Promise<T>): Promise<T> {
    return withSession(settings, async (session) => {
      await session.execute(`USE WAREHOUSE ${qualifiedName(this.config.warehouses.query.name)}`);
      return work(session);
    });
  }
}
