import { SnowflakeError } from "../../src/errors";
import type { ExecutedStatement, JsonValue, ProcedureHost } from "../../src/procedures/host";
import type { ReturnType } from "../../src/procedures/return-value";
import { type CallSettings, ProcedureRuntime } from "../../src/procedures/runtime";
import type { Bindings } from "../../src/sql/binds";
import { BOOLEAN, DATE, type DataType, FLOAT, NUMBER, TEXT, VARIANT } from "../../src/types/data-type";
import type { Cell, ResultTable } from "../../src/wire/result-table";

export const SETTINGS: CallSettings = {
  timeZone: "UTC",
  formats: {
    DATE: "YYYY-MM-DD",
    TIME: "HH24:MI:SS",
    TIMESTAMP_NTZ: "YYYY-MM-DD HH24:MI:SS.FF3",
    TIMESTAMP_LTZ: "YYYY-MM-DD HH24:MI:SS.FF3 TZHTZM",
    TIMESTAMP_TZ: "YYYY-MM-DD HH24:MI:SS.FF3 TZHTZM",
  },
};

/** A table of one column or several, as a SELECT answers. */
export function table(
  columns: Readonly<Record<string, DataType>>,
  rows: ResultTable["rows"],
  kind: ResultTable["class"] = "SELECT",
): ResultTable {
  return { class: kind, columns: Object.entries(columns).map(([name, type]) => ({ name, type })), rows };
}

/** Statements that the bodies of the tests run, by text. */
const ANSWERS: Readonly<Record<string, () => ResultTable>> = {
  "select types": () =>
    table(
      {
        N: { kind: "NUMBER", precision: 10, scale: 4 },
        F: FLOAT,
        T: TEXT,
        B: { kind: "BINARY", length: 8 },
        OK: BOOLEAN,
        D: DATE,
        CLOCK: { kind: "TIME", scale: 9 },
        NTZ: { kind: "TIMESTAMP_NTZ", scale: 9 },
        LTZ: { kind: "TIMESTAMP_LTZ", scale: 3 },
        TZ: { kind: "TIMESTAMP_TZ", scale: 9 },
        V: VARIANT,
        O: { kind: "OBJECT" },
        A: { kind: "ARRAY" },
      },
      [
        [
          "12.3400",
          "1.5",
          "text",
          "00FF",
          "true",
          "17897",
          "45000.123000000",
          "1.987654321",
          "1546300800.000",
          "31536000.000123456 2100",
          '{"a":1}',
          '{"b":[2]}',
          "[1,null]",
        ],
        Array(13).fill(null),
      ],
    ),
  "select many": () =>
    table(
      { ID: NUMBER },
      Array.from({ length: 10_000 }, (_none, index) => [index]),
    ),
  "select none": () => table({ ID: NUMBER }, []),
  insert: () => table({ "number of rows inserted": NUMBER }, [[3]], "INSERT"),
  update: () =>
    table({ "number of rows updated": NUMBER, "number of multi-joined rows updated": NUMBER }, [[4, 1]], "UPDATE"),
  merge: () =>
    table(
      { "number of rows inserted": NUMBER, "number of rows updated": NUMBER, "number of rows deleted": NUMBER },
      [[1, 2, 3]],
      "MERGE",
    ),
};

/** A host that answers from a table, and writes down what it was asked. */
export class FakeHost implements ProcedureHost {
  readonly statements: { readonly sqlText: string; readonly binds: Bindings }[] = [];
  readonly told: JsonValue[] = [];
  time = Date.UTC(2024, 1, 29, 12);
  /** Called for statements that the table does not have. */
  other: (sqlText: string) => Promise<ResultTable> = (sqlText) =>
    Promise.reject(
      new SnowflakeError(
        "001003",
        "42000",
        "COMPILATION",
        `SQL compilation error:\nsyntax error line 1 at position 0 unexpected '${sqlText.split(" ")[0]}'.`,
      ),
    );

  async execute(sqlText: string, binds: Bindings): Promise<ExecutedStatement> {
    this.statements.push({ sqlText, binds });
    const result = ANSWERS[sqlText]?.() ?? (await this.other(sqlText));
    return { queryId: `query-${this.statements.length}`, requestId: `request-${this.statements.length}`, result };
  }

  log(level: string, message: string, attributes: JsonValue): void {
    this.told.push({ level, message, attributes });
  }

  addEvent(event: string, attributes: JsonValue): void {
    this.told.push({ event, attributes });
  }

  setSpanAttribute(key: string, value: JsonValue): void {
    this.told.push({ key, value });
  }

  now(): number {
    return this.time;
  }
}

/** A procedure's arguments by name. */
export type Arguments = Readonly<Record<string, readonly [type: DataType, value: Cell]>>;

/** Calls procedures without a catalog. */
export class ProcedureBench {
  readonly host = new FakeHost();
  readonly runtime: ProcedureRuntime;

  constructor(memoryMb?: number) {
    this.runtime = new ProcedureRuntime(memoryMb === undefined ? {} : { memoryMb });
  }

  /** The cell that a procedure P returns. */
  call(
    body: string,
    returns: DataType | ReturnType = VARIANT,
    args: Arguments = {},
    options: { readonly signal?: AbortSignal; readonly settings?: CallSettings } = {},
  ): Promise<string | null> {
    const entries = Object.entries(args);
    return this.runtime.call(
      {
        name: "P",
        args: entries.map(([name, [type]]) => ({ name, type })),
        body,
        returns: "kind" in returns ? { type: returns, notNull: false } : returns,
      },
      entries.map(([, [, value]]) => value),
      this.host,
      options.settings ?? SETTINGS,
      options.signal,
    );
  }

  /** What a procedure returns as VARIANT, parsed. */
  async value(body: string, args: Arguments = {}): Promise<unknown> {
    return JSON.parse((await this.call(body, VARIANT, args)) ?? "null");
  }

  /** `code (sqlState): message` of what a call fails with. */
  async error(body: string, returns: DataType | ReturnType = VARIANT, args: Arguments = {}): Promise<string> {
    try {
      await this.call(body, returns, args);
    } catch (error) {
      if (error instanceof SnowflakeError) return `${error.code} (${error.sqlState}): ${error.message}`;
      throw error;
    }
    throw new Error("expected an error");
  }
}
