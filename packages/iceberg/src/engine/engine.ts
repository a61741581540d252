import type { DuckDBConnection, DuckDBInstance, DuckDBValue } from "@duckdb/node-api";

/** What the engine may use. */
export interface EngineOptions {
  /** As DuckDB writes it, such as `512MB`. Default: DuckDB's, 80 % of the machine's. */
  readonly memoryLimit?: string;
  /** Default: DuckDB's, one for each core. */
  readonly threads?: number;
  /** Where DuckDB puts what does not fit into memory. Default: `.tmp` in the working directory, made on need. */
  readonly temporaryDirectory?: string;
}

/** Column name to value, in the value types of DuckDB's Node API. */
export type EngineRow = Readonly<Record<string, DuckDBValue>>;

/** A value by column name, made when it is asked for, each time anew: for large values that are not all wanted at once. */
export type LazyEngineRow = (column: string) => DuckDBValue;

/** An in-memory DuckDB with one connection: tables and settings stay until it is closed. Timestamps are read and shown in UTC. */
export class Engine {
  private constructor(
    private readonly instance: DuckDBInstance,
    private readonly connection: DuckDBConnection,
  ) {}

  /** Starts one. The native module is loaded here and not before: that takes some 100 ms the first time. */
  static async start(options: EngineOptions = {}): Promise<Engine> {
    const { DuckDBInstance } = await import("@duckdb/node-api");
    const instance = await DuckDBInstance.create(":memory:", {
      ...(options.memoryLimit === undefined ? {} : { memory_limit: options.memoryLimit }),
      ...(options.threads === undefined ? {} : { threads: String(options.threads) }),
      ...(options.temporaryDirectory === undefined ? {} : { temp_directory: options.temporaryDirectory }),
    });
    const connection = await instance.connect();
    await connection.run("SET TimeZone = 'UTC'");
    return new Engine(instance, connection);
  }

  /** Runs statements. Rejects with DuckDB's message. */
  async run(sql: string): Promise<void> {
    await this.connection.run(sql);
  }

  /** Runs a query and reads all of its rows. Rejects with DuckDB's message. */
  async rows(sql: string): Promise<readonly EngineRow[]> {
    const reader = await this.connection.runAndReadAll(sql);
    return reader.getRowObjects();
  }

  /** The same, without making anything of the values yet. */
  async lazyRows(sql: string): Promise<readonly LazyEngineRow[]> {
    const reader = await this.connection.runAndReadAll(sql);
    const places = new Map(reader.columnNames().map((name, index) => [name, index]));
    return Array.from({ length: reader.currentRowCount }, (_, row) => (column: string) => {
      const place = places.get(column);
      if (place === undefined) throw new RangeError(`the result has no column ${column}`);
      return reader.value(place, row);
    });
  }

  /** Ends it; running queries fail. Twice is no error. */
  close(): void {
    this.connection.closeSync();
    this.instance.closeSync();
  }
}
