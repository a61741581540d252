import { SnowflakeError } from "../../src/snowflake/errors";
import { Row, type StatementResult } from "../../src/snowflake/result";
import { type RecordingRunner, withoutTracking } from "./recording-runner";

/** One row: column → cell; "column:type" for other types than text. */
export type ScriptedRow = Readonly<Record<string, string | null>>;

/** What a statement that starts with the given text answers: rows, or an error. */
export type Script = Readonly<Record<string, readonly ScriptedRow[] | Error>>;

/** Answers statements from a script and records them without the tracking comment. Statements that no line fits answer no rows. */
export class ScriptedRunner implements RecordingRunner {
  readonly statements: string[] = [];
  constructor(public script: Script = {}) {}

  async run(sqlText: string): Promise<StatementResult> {
    const statement = withoutTracking(sqlText);
    this.statements.push(statement);
    const found = Object.entries(this.script).find(([start]) => statement.startsWith(start))?.[1] ?? [];
    if (found instanceof Error) throw found;
    const names = Object.keys(found[0] ?? {});
    const columns = names.map((name) => ({ name: name.split(":")[0] ?? name, type: name.split(":")[1] ?? "text" }));
    return {
      columns,
      rows: found.map(
        (row) =>
          new Row(
            columns,
            names.map((name) => row[name] ?? null),
            "UTC",
          ),
      ),
    };
  }
}

/** Snowflake's answer for an object that isn't there. */
export function missing(object: string): SnowflakeError {
  return new SnowflakeError("002003", "02000", `SQL compilation error:\n${object} does not exist or not authorized.`);
}
