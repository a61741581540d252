import type { Fact } from "./fact";
import type { GluePartition, GlueTable } from "./glue-table";
import type { TableIdentity } from "./identity";

/** A row as Snowflake shows it: column name in lower case to text; null is NULL. */
export type Row = Readonly<Record<string, string | null>>;

/** Snowflake, as far as the sync needs it. */
export interface SqlPort {
  /** Runs one statement and returns its rows. @throws SqlError when Snowflake refuses it */
  query(sql: string): Promise<readonly Row[]>;
  /**
   * Runs statements in order, until one fails. They are no transaction: each is one of its own.
   * @returns the query id @throws SqlError when Snowflake refuses one
   */
  execute(statements: readonly string[]): Promise<string>;
}

/** What Snowflake answered a statement with. */
export class SqlError extends Error {
  override readonly name = "SqlError";

  /** @param code Snowflake's, of six digits */
  constructor(
    readonly code: string,
    message: string,
    /** Absent: Snowflake gave none. */
    readonly queryId?: string,
  ) {
    super(message);
  }

  /** Whether an object that the statement names isn't there, or may not be seen: 002003 and 002043. */
  get isMissingObject(): boolean {
    return this.code === "002003" || this.code === "002043";
  }
}

/** The Glue Data Catalog, as far as the sync needs it. */
export interface GluePort {
  /** Names of all databases. */
  databases(): Promise<readonly string[]>;
  /** All tables of a database, at one call per 100; none when there is no such database. */
  tables(database: string): Promise<readonly GlueTable[]>;
  /** Undefined: there is no such table. */
  table(identity: TableIdentity): Promise<GlueTable | undefined>;
  /** All partitions of a table; none when there is no such table. */
  partitions(identity: TableIdentity): Promise<readonly GluePartition[]>;
}

/** The fact store: what is known of each table. */
export interface FactStore {
  get(identity: TableIdentity): Promise<Fact | undefined>;
  /** The facts of a Glue database's tables, or of all. */
  list(database?: string): Promise<readonly Fact[]>;
  /**
   * Stores a fact if the stored one still has the revision that it was read with; undefined: if there is none.
   * @returns whether it did
   */
  put(fact: Fact, expected: number | undefined): Promise<boolean>;
}

/** What the core needs of its surroundings. */
export interface SyncPorts {
  readonly glue: GluePort;
  readonly sql: SqlPort;
  readonly facts: FactStore;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** For how long a worker has a table for itself, in milliseconds: longer than it can possibly take. */
  readonly leaseMs: number;
}
