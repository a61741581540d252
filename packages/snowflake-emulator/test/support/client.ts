import "./quiet-driver";
import snowflake from "snowflake-sdk";
import { type EmulatorOptions, type SnowflakeEmulator, startEmulator } from "../../src/emulator";
import { ACCOUNTS, PASSWORD } from "./test-accounts";

snowflake.configure({ logLevel: "OFF", additionalLogToConsole: false });

export function startTestEmulator(options: Partial<EmulatorOptions> = {}): Promise<SnowflakeEmulator> {
  return startEmulator({ organization: "ORG", accounts: ACCOUNTS, port: 0, host: "127.0.0.1", ...options });
}

export type Row = Readonly<Record<string, unknown>>;

/** The official Node driver, with promises. */
export class Client {
  private constructor(private readonly connection: snowflake.Connection) {}

  static connect(
    emulator: Pick<SnowflakeEmulator, "url">,
    options: Partial<snowflake.ConnectionOptions> = {},
    account = "ORG-EAST",
  ): Promise<Client> {
    const connection = snowflake.createConnection({
      account,
      accessUrl: emulator.url,
      username: "ADMIN",
      ...("privateKey" in options ? {} : { password: PASSWORD }),
      ...options,
    });
    return new Promise((resolve, reject) => {
      connection.connect((error) => (error ? reject(error) : resolve(new Client(connection))));
    });
  }

  run(sqlText: string, binds: snowflake.Binds = []): Promise<readonly Row[]> {
    return new Promise((resolve, reject) => {
      this.connection.execute({
        sqlText,
        ...(binds.length === 0 ? {} : { binds }),
        complete: (error, _statement, rows) => (error ? reject(error) : resolve(rows ?? [])),
      });
    });
  }

  /** The one cell of a one-cell result. */
  async value(sqlText: string): Promise<unknown> {
    const [row] = await this.run(sqlText);
    return row === undefined ? undefined : Object.values(row)[0];
  }

  /** Code and message of the error that a statement fails with. */
  async failure(sqlText: string): Promise<string> {
    try {
      await this.run(sqlText);
    } catch (error) {
      if (error instanceof Error && "code" in error) return `${String(error.code)} ${error.message}`;
      throw error;
    }
    throw new Error(`expected a failure of: ${sqlText}`);
  }

  /** Begins a statement without waiting for it; gives its id. */
  submit(sqlText: string): Promise<string> {
    return new Promise((resolve, reject) => {
      this.connection.execute({
        sqlText,
        asyncExec: true,
        complete: (error, statement) => (error ? reject(error) : resolve(statement.getQueryId())),
      });
    });
  }

  status(queryId: string): Promise<string> {
    return this.connection.getQueryStatus(queryId);
  }

  /** The rows of a statement that was submitted. */
  async results(queryId: string): Promise<readonly Row[]> {
    const statement = await this.connection.getResultsFromQueryId({ queryId, sqlText: "" });
    return rowsOf(statement.streamRows());
  }

  /** The rows of each statement in a text of several. */
  several(sqlText: string): Promise<readonly (readonly Row[])[]> {
    const results: (readonly Row[])[] = [];
    return new Promise((resolve, reject) => {
      this.connection.execute({
        sqlText,
        parameters: { MULTI_STATEMENT_COUNT: 0 },
        complete: (error, statement, rows) => {
          if (error) return reject(error);
          results.push(rows ?? []);
          if ("hasNext" in statement && "NextResult" in statement && isCall(statement.hasNext)) {
            if (!statement.hasNext()) return resolve(results);
            if (isCall(statement.NextResult)) statement.NextResult();
          }
          return undefined;
        },
      });
    });
  }

  close(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.connection.destroy((error) => (error ? reject(error) : resolve()));
    });
  }
}

function isCall(value: unknown): value is () => unknown {
  return typeof value === "function";
}

async function rowsOf(stream: AsyncIterable<Row>): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for await (const row of stream) rows.push(row);
  return rows;
}
