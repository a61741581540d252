import { z } from "zod";
import { quoteIdentifier } from "../../../sql/identifier";
import type { Row, SnowflakeSession } from "../../snowflake/session";
import type { Sighting } from "../findings";
import type { SnowflakeQuestion } from "../lookup";

/** SHOW tells no more rows than this. Source: docs.snowflake.com, sql-reference/sql/show */
const SHOW_LIMIT = 10_000;

const groupRows = z.array(
  z.looseObject({ name: z.string(), account_name: z.string(), is_primary: z.union([z.boolean(), z.string()]) }),
);

/** Looks for objects in one account, and changes nothing. Each statement is asked once. */
export class SnowflakeLook {
  readonly #asked = new Map<string, Promise<readonly Row[]>>();
  #replicas: Promise<ReadonlyMap<string, string>> | undefined;

  /** @param account the account's name, without the organization's */
  constructor(
    private readonly session: Pick<SnowflakeSession, "execute">,
    private readonly account: string,
  ) {}

  /** What is there; undefined: nothing that this session may see. @throws the driver's error, and Error for a list that is cut off */
  async find(question: SnowflakeQuestion): Promise<Sighting | undefined> {
    const { within: [database, schema] = [], role } = question;
    if (role !== undefined && !(await this.#has("SHOW ROLES", role))) return undefined;
    if (database !== undefined && !(await this.#has("SHOW DATABASES", database))) return undefined;
    if (database !== undefined && schema !== undefined) {
      const schemas = `SHOW SCHEMAS IN DATABASE ${quoteIdentifier(database)}`;
      if (!(await this.#has(schemas, schema))) return undefined;
    }
    const row = (await this.#rows(question.statement)).find(question.matches);
    if (row === undefined) return undefined;
    const holder = database ?? (question.statement === "SHOW DATABASES" ? String(row.name) : undefined);
    return {
      owner: typeof row.owner === "string" ? row.owner : undefined,
      replicaOf: holder === undefined ? undefined : (await this.#replicaDatabases()).get(holder),
    };
  }

  async #has(statement: string, name: string): Promise<boolean> {
    return (await this.#rows(statement)).some((row) => row.name === name);
  }

  #rows(statement: string): Promise<readonly Row[]> {
    const asked = this.#asked.get(statement) ?? this.#ask(statement);
    this.#asked.set(statement, asked);
    return asked;
  }

  async #ask(statement: string): Promise<readonly Row[]> {
    const rows = await this.session.execute(statement);
    if (rows.length >= SHOW_LIMIT) throw new Error(`${statement} tells no more than ${SHOW_LIMIT}, and there are more`);
    return rows;
  }

  /** The read-only databases of the account, each with the failover group that brings it. */
  #replicaDatabases(): Promise<ReadonlyMap<string, string>> {
    this.#replicas ??= (async () => {
      const groups = groupRows.parse(await this.#rows("SHOW FAILOVER GROUPS"));
      const found = new Map<string, string>();
      for (const { name, account_name: account, is_primary: primary } of groups) {
        if (account !== this.account || String(primary) === "true") continue;
        const rows = await this.#rows(`SHOW DATABASES IN FAILOVER GROUP ${quoteIdentifier(name)}`);
        for (const row of rows) found.set(String(row.name), name);
      }
      return found;
    })();
    return this.#replicas;
  }
}
