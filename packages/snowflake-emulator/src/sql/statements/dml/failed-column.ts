import type { DataRunner } from "../../../data/data-connection";
import { dmlFailed, SnowflakeError } from "../../../errors";
import type { ColumnValue } from "./column-value";
import { type DmlContext, type DmlTarget, dataSession } from "./dml-target";

/** Values that a statement writes, with what its SQL has before and after the select list. */
export interface WrittenValues {
  readonly values: readonly ColumnValue[];
  /** `SELECT <values> FROM …` around a list of values. */
  readonly query: (list: string) => string;
}

async function fails(runner: DataRunner, query: string): Promise<unknown> {
  try {
    // Everything is computed, nothing is kept.
    for await (const _ of runner.slices(query));
    return undefined;
  } catch (error) {
    return error;
  }
}

/**
 * Runs a statement that writes values. When a value can't become its column's type the error names the column (O: "DML
 * operation to table … failed on column …"), which the engine's own does not: it is looked for by computing one column after
 * the other.
 */
export async function namingColumns<T>(
  { context, options }: DmlContext,
  { shown }: DmlTarget,
  written: WrittenValues,
  work: () => Promise<T>,
): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof SnowflakeError) || error.type !== "EXECUTION" || !/^100(?!072|090)/.test(error.code))
      throw error;
    const session = dataSession(context);
    for (const { column, given, sql } of written.values) {
      // One connection's work ends with its first error, so each question is asked by itself.
      const ask = (value: string) =>
        session.read(options, (runner) => fails(runner, written.query(`CAST(hash(${value}) AS VARCHAR)`)));
      if ((await ask(sql)) === undefined) continue;
      if ((await ask(given)) === undefined) throw dmlFailed(shown, column.name, error);
    }
    throw error;
  }
}
