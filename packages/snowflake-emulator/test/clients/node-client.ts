import "../support/quiet-driver";
import { readFileSync } from "node:fs";
import snowflake from "snowflake-sdk";
import type { CaseRunner, ClientCase, Observed, Plain, Step } from "./case";
import { type TestConnection, urlOf } from "./connection";
import { plainInstant } from "./plain";

snowflake.configure({ logLevel: "OFF", additionalLogToConsole: false });

function connect(connection: TestConnection): Promise<snowflake.Connection> {
  const { account, user, role, warehouse, database, schema } = connection;
  const opened = snowflake.createConnection({
    account,
    username: user,
    accessUrl: urlOf(connection),
    authenticator: "SNOWFLAKE_JWT",
    privateKey: readFileSync(connection.privateKeyFile, "utf8"),
    ...(role === undefined ? {} : { role }),
    ...(warehouse === undefined ? {} : { warehouse }),
    ...(database === undefined ? {} : { database }),
    ...(schema === undefined ? {} : { schema }),
  });
  return new Promise((resolve, reject) => {
    opened.connect((error) => (error ? reject(error) : resolve(opened)));
  });
}

function plain(value: unknown, type: string): Plain {
  if (value === null || value === undefined) return null;
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  if (typeof value === "bigint") return Number(value);
  if (Buffer.isBuffer(value)) return value.toString("hex").toUpperCase();
  if (value instanceof Date) {
    if (type === "date") return value.toISOString().slice(0, 10);
    return type === "timestamp_ntz" ? plainInstant(value).slice(0, -1) : plainInstant(value);
  }
  return JSON.parse(JSON.stringify(value)) as Plain;
}

function observe(statement: snowflake.RowStatement, rows: readonly unknown[]): Observed {
  const columns = statement.getColumns() ?? [];
  return {
    columns: columns.map((column) => column.getName()),
    rows: rows.map((row) => {
      const cells: Readonly<Record<string, unknown>> = { ...Object(row) };
      return columns.map((column) => plain(cells[column.getName()], column.getType()));
    }),
  };
}

function isCall(value: unknown): value is () => unknown {
  return typeof value === "function";
}

function execute(connection: snowflake.Connection, { sql, binds, bindRows, several }: Step): Promise<Observed> {
  return new Promise((resolve, reject) => {
    connection.execute({
      sqlText: sql,
      ...(binds === undefined ? {} : { binds: [...binds] as snowflake.Binds }),
      ...(bindRows === undefined ? {} : { binds: bindRows.map((row) => [...row]) as snowflake.Binds }),
      ...(several === true ? { parameters: { MULTI_STATEMENT_COUNT: 0 } } : {}),
      complete: (error, statement, rows) => {
        if (error) return reject(error);
        const more = "hasNext" in statement && isCall(statement.hasNext) && statement.hasNext() === true;
        if (more && "NextResult" in statement && isCall(statement.NextResult)) return statement.NextResult();
        return resolve(observe(statement, rows ?? []));
      },
    });
  });
}

async function executeLater(connection: snowflake.Connection, { sql }: Step): Promise<Observed> {
  const queryId = await new Promise<string>((resolve, reject) => {
    connection.execute({
      sqlText: sql,
      asyncExec: true,
      complete: (error, statement) => (error ? reject(error) : resolve(statement.getQueryId())),
    });
  });
  const statement = await connection.getResultsFromQueryId({ queryId, sqlText: sql });
  const rows: unknown[] = [];
  for await (const row of statement.streamRows()) rows.push(row);
  return observe(statement, rows);
}

function failure(error: unknown): Observed {
  if (!(error instanceof Error)) throw new Error(String(error));
  const { code = "", sqlState = "" }: Readonly<Record<string, unknown>> = { ...Object(error) };
  return { error: { code: String(code), sqlState: String(sqlState), message: error.message } };
}

/** Runs cases with the official Node driver. */
export class NodeClient implements CaseRunner {
  readonly client = "snowflake-sdk";

  constructor(private readonly connection: TestConnection) {}

  async run({ steps, cleanup = [] }: ClientCase): Promise<readonly Observed[]> {
    const connection = await connect(this.connection);
    const observed: Observed[] = [];
    for (const step of steps) {
      const done = step.asynchronous === true ? executeLater(connection, step) : execute(connection, step);
      observed.push(await done.catch(failure));
    }
    for (const sql of cleanup) await execute(connection, { sql }).catch(failure);
    await new Promise<void>((resolve, reject) => {
      connection.destroy((error) => (error ? reject(error) : resolve()));
    });
    return observed;
  }
}
