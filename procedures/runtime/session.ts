import type { Bind, ResultSet, SnowflakeApi, Statement } from "./snowflake-api";

/** A row, by the columns' names as Snowflake writes them: lower case in SHOW, upper case elsewhere. */
export type Row = Readonly<Record<string, unknown>>;

/** Statements of one call of a procedure, each with its values bound. All throw Snowflake's own errors. */
export class Session {
  constructor(private readonly snowflake: SnowflakeApi) {}

  /** Every row of a query or a SHOW. */
  rows(sqlText: string, binds: readonly Bind[] = []): readonly Row[] {
    const statement = this.statement(sqlText, binds);
    const result = statement.execute();
    const names = columnNames(statement);
    const rows: Row[] = [];
    while (result.next()) rows.push(readRow(result, names));
    return rows;
  }

  /** Runs a statement that changes something; the number of rows that it inserted, updated or deleted. */
  run(sqlText: string, binds: readonly Bind[] = []): number {
    const statement = this.statement(sqlText, binds);
    statement.execute();
    return statement.getNumRowsAffected();
  }

  private statement(sqlText: string, binds: readonly Bind[]): Statement {
    return this.snowflake.createStatement(binds.length === 0 ? { sqlText } : { sqlText, binds });
  }
}

function columnNames(statement: Statement): readonly string[] {
  return Array.from({ length: statement.getColumnCount() }, (_, index) => statement.getColumnName(index + 1));
}

function readRow(result: ResultSet, names: readonly string[]): Row {
  const row: Record<string, unknown> = {};
  names.forEach((name, index) => {
    row[name] = result.getColumnValue(index + 1);
  });
  return row;
}

/** A text of a row; `""` for NULL. */
export function text(row: Row, column: string): string {
  const value = row[column];
  if (value === null || value === undefined) return "";
  return String(value);
}

/** Whether a row says yes: some places of Snowflake write `true`, some `YES`, some `Y`. */
export function isYes(row: Row, column: string): boolean {
  return /^(?:true|yes|y|1)$/i.test(text(row, column));
}

/** What an error says. */
export function errorText(error: unknown): string {
  return error instanceof Error || hasMessage(error) ? error.message : String(error);
}

// Errors of statements come from outside of the script's realm, where `instanceof Error` fails.
function hasMessage(error: unknown): error is { readonly message: string } {
  return typeof error === "object" && error !== null && "message" in error && typeof error.message === "string";
}
