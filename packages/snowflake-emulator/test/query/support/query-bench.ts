import type { DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { messageOf } from "../../../src/data/data-error";
import { loadDuckDb } from "../../../src/data/duckdb";
import { SnowflakeError, valueFailed } from "../../../src/errors";
import {
  type BoundRelation,
  compileQuery,
  DEFAULT_QUERY_SETTINGS,
  type QueryScope,
  type QuerySettings,
  type ScopeFunction,
  type ScopeValue,
  valueErrorOfDuckDb,
  wireQuery,
} from "../../../src/query/compile";
import { installFunctions } from "../../../src/query/functions/native/install";
import { parseQuery } from "../../../src/query/parse";
import { Cursor } from "../../../src/sql/cursor";
import { tokenize } from "../../../src/sql/tokenizer";
import { type DataType, renderDataType } from "../../../src/types/data-type";

/** What a query answered: rows in wire text, and columns by name and type. */
export interface Answer {
  readonly rows: readonly (readonly (string | null)[])[];
  readonly names: readonly string[];
  readonly types: readonly string[];
  readonly nullable: readonly boolean[];
}

export interface BenchOptions {
  readonly settings?: Partial<QuerySettings>;
  readonly relations?: Readonly<Record<string, BoundRelation>>;
  readonly variables?: Readonly<Record<string, ScopeValue>>;
  readonly functions?: Readonly<Record<string, ScopeFunction>>;
}

/** A DuckDB instance with the compiler's functions, and a scope that a test fills. */
export class QueryBench {
  private constructor(
    private readonly instance: DuckDBInstance,
    private readonly connection: DuckDBConnection,
    private readonly installed: { dispose(): void },
  ) {}

  static async open(): Promise<QueryBench> {
    const duckdb = await loadDuckDb();
    const instance = await duckdb.api.DuckDBInstance.create(":memory:");
    const connection = await instance.connect();
    return new QueryBench(instance, connection, installFunctions(duckdb, connection));
  }

  close(): void {
    this.connection.closeSync();
    this.instance.closeSync();
    this.installed.dispose();
  }

  scope(options: BenchOptions = {}): QueryScope {
    const settings = {
      ...DEFAULT_QUERY_SETTINGS,
      now: new Date("2024-03-15T10:20:30.400Z"),
      timeZone: "UTC",
      ...options.settings,
    };
    return {
      settings,
      relation: (name) => {
        const found = options.relations?.[name.parts.join(".")];
        if (found !== undefined) return Promise.resolve(found);
        throw new SnowflakeError(
          "002003",
          "42S02",
          "COMPILATION",
          `Object '${name.parts.join(".")}' does not exist or not authorized.`,
        );
      },
      tableFunction: () => undefined,
      variable: (name) => options.variables?.[name],
      functions: new Map(Object.entries(options.functions ?? {})),
    };
  }

  /** Runs DuckDB's own SQL, to make tables. */
  async run(sql: string): Promise<void> {
    await this.connection.run(sql);
  }

  async compile(sql: string, options?: BenchOptions) {
    const cursor = new Cursor(tokenize(sql));
    const query = parseQuery(cursor);
    if (cursor.peek().kind !== "end") throw cursor.unexpected();
    return compileQuery(query, this.scope(options));
  }

  /** Runs a query of Snowflake's. Rejects with a SnowflakeError. */
  async query(sql: string, options?: BenchOptions): Promise<Answer> {
    const compiled = await this.compile(sql, options);
    const rows = await this.texts(wireQuery(compiled));
    return {
      rows,
      names: compiled.columns.map((one) => one.name),
      types: compiled.columns.map((one) => renderDataType(one.type)),
      nullable: compiled.columns.map((one) => one.nullable),
    };
  }

  /** The one value of a query with one row and one column. */
  async value(sql: string, options?: BenchOptions): Promise<string | null> {
    const { rows } = await this.query(sql, options);
    const [first, ...others] = rows.flat();
    if (first === undefined || others.length > 0) throw new Error(`${sql} has ${rows.flat().length} values`);
    return first;
  }

  /** Code and text of the error that a query ends with. */
  async failure(sql: string, options?: BenchOptions): Promise<string> {
    try {
      await this.query(sql, options);
    } catch (error) {
      if (error instanceof SnowflakeError) return `${error.code} ${error.message}`;
      throw error;
    }
    throw new Error(`${sql} did not fail`);
  }

  private async texts(sql: string): Promise<(string | null)[][]> {
    try {
      const reader = await this.connection.runAndReadAll(sql);
      return reader.getRows().map((row) => row.map((one) => (one === null ? null : String(one))));
    } catch (error) {
      const message = messageOf(error);
      const value = valueErrorOfDuckDb(message);
      throw value === undefined ? new Error(`${message}\n${sql}`) : valueFailed(value.code, value.message);
    }
  }
}

/** A relation of given rows; each column's name and type. */
export function rowsOf(
  columns: Readonly<Record<string, DataType>>,
  rows: readonly (readonly (string | number | boolean | null)[])[],
): BoundRelation {
  return {
    columns: Object.entries(columns).map(([name, type]) => ({ name, type, nullable: true })),
    source: { kind: "rows", rows },
  };
}
