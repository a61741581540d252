import { quoteIdentifier } from "../../../sql/identifier";
import { databasesOfReplicaGroups, failoverGroups, secondaryDatabases } from "../../snowflake/replicas";
import type { Row, SnowflakeSession } from "../../snowflake/session";
import type { Sighting } from "../findings";
import type { SnowflakeQuestion } from "../lookup";

/** SHOW tells no more rows than this. Source: docs.snowflake.com, sql-reference/sql/show */
const SHOW_LIMIT = 10_000;

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
      broughtBy: holder === undefined ? undefined : (await this.#replicaDatabases()).get(holder),
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

  /** The read-only databases of the account, each with what brings it. */
  #replicaDatabases(): Promise<ReadonlyMap<string, string>> {
    this.#replicas ??= (async () => {
      const session = { execute: (statement: string) => this.#rows(statement) };
      const replicated = await secondaryDatabases(this.account, session);
      const ofGroups = await databasesOfReplicaGroups(this.account, session, await failoverGroups(session));
      return new Map([
        ...[...replicated].map(
          ([name, primary]) => [name, `replication of ${Object.values(primary).join(".")}`] as const,
        ),
        ...[...ofGroups].map(([name, group]) => [name, `the failover group ${group}`] as const),
      ]);
    })();
    return this.#replicas;
  }
}
