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

  run(sqlText: string): Promise<readonly Row[]> {
    return new Promise((resolve, reject) => {
      this.connection.execute({
        sqlText,
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

  close(): Promise<void> {
    return new Promise((resolve, reject) => {
      this.connection.destroy((error) => (error ? reject(error) : resolve()));
    });
  }
}
