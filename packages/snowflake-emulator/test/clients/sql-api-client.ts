import { createPrivateKey } from "node:crypto";
import { readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { jwt } from "../support/protocol";
import type { CaseRunner, ClientCase, Observed, Plain, Step } from "./case";
import { type TestConnection, urlOf } from "./connection";
import { plainCell } from "./plain";

type Body = Readonly<Record<string, unknown>>;

interface Answer {
  readonly status: number;
  readonly body: Body;
}

interface RowType {
  readonly name: string;
  readonly type: string;
}

function binding(value: string | number | boolean | null) {
  if (value === null) return { type: "TEXT", value: null };
  if (typeof value === "boolean") return { type: "BOOLEAN", value: String(value) };
  if (typeof value === "string") return { type: "TEXT", value };
  return { type: Number.isInteger(value) ? "FIXED" : "REAL", value: String(value) };
}

function observe({ status, body }: Answer): Observed {
  if (status !== 200) {
    const { code, sqlState = "", message } = body;
    return { error: { code: String(code), sqlState: String(sqlState), message: String(message) } };
  }
  const { rowType } = body.resultSetMetaData as { readonly rowType: readonly RowType[] };
  const data = body.data as readonly (readonly (string | null)[])[];
  return {
    columns: rowType.map((column) => column.name),
    rows: data.map((row): readonly Plain[] => row.map((cell, index) => plainCell(rowType[index]?.type ?? "", cell))),
  };
}

/** Rows of values as one array for each placeholder. */
function arrayBindings(rows: readonly (readonly (string | number | null)[])[]) {
  const first = rows[0] ?? [];
  return Object.fromEntries(
    first.map((_value, column) => {
      const bound = rows.map((row) => binding(row[column] ?? null));
      const type = bound.find((one) => one.value !== null)?.type ?? "TEXT";
      return [String(column + 1), { type, value: bound.map((one) => one.value) }];
    }),
  );
}

/** Runs cases with the SQL API over plain HTTP. Each step is a session of its own. */
export class SqlApiClient implements CaseRunner {
  readonly client = "SQL API";

  constructor(private readonly connection: TestConnection) {}

  async run({ steps, cleanup = [] }: ClientCase): Promise<readonly Observed[]> {
    const observed: Observed[] = [];
    for (const step of steps) observed.push(observe(await this.#step(step)));
    for (const sql of cleanup) await this.#step({ sql });
    return observed;
  }

  async #step({ sql, binds, bindRows, several, asynchronous }: Step): Promise<Answer> {
    const { role, warehouse, database, schema } = this.connection;
    const bindings = Object.fromEntries((binds ?? []).map((value, index) => [String(index + 1), binding(value)]));
    const answer = await this.#send("POST", `/api/v2/statements${asynchronous === true ? "?async=true" : ""}`, {
      statement: sql,
      role,
      warehouse,
      database,
      schema,
      ...(binds === undefined ? {} : { bindings }),
      ...(bindRows === undefined ? {} : { bindings: arrayBindings(bindRows) }),
      ...(several === true ? { parameters: { MULTI_STATEMENT_COUNT: "0" } } : {}),
    });
    const ended = await this.#ended(answer);
    const handles = ended.body.statementHandles;
    if (!Array.isArray(handles)) return this.#whole(ended);
    return this.#send("GET", `/api/v2/statements/${String(handles.at(-1))}`);
  }

  /** The answer with all parts of its result. */
  async #whole({ status, body }: Answer): Promise<Answer> {
    const { partitionInfo = [] } = { ...Object(body.resultSetMetaData) } as { partitionInfo?: readonly unknown[] };
    const rows = Array.isArray(body.data) ? [...body.data] : [];
    for (let partition = 1; partition < partitionInfo.length; partition += 1) {
      const part = await this.#send("GET", `/api/v2/statements/${String(body.statementHandle)}?partition=${partition}`);
      if (Array.isArray(part.body.data)) for (const row of part.body.data) rows.push(row);
    }
    return { status, body: { ...body, data: rows } };
  }

  async #ended(answer: Answer): Promise<Answer> {
    let last = answer;
    while (last.status === 202) {
      await wait(50);
      last = await this.#send("GET", `/api/v2/statements/${String(last.body.statementHandle)}`);
    }
    return last;
  }

  async #send(method: "GET" | "POST", path: string, body?: object): Promise<Answer> {
    const { account, user, privateKeyFile } = this.connection;
    const key = createPrivateKey(readFileSync(privateKeyFile));
    const token = jwt(key, account.toUpperCase(), user.toUpperCase(), Math.floor(Date.now() / 1000));
    const response = await fetch(`${urlOf(this.connection)}${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        "x-snowflake-authorization-token-type": "KEYPAIR_JWT",
        accept: "application/json",
        "content-type": "application/json",
        "user-agent": "client-suite/1.0",
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const parsed: unknown = await response.json();
    return { status: response.status, body: { ...Object(parsed) } };
  }
}
