import { type BenchOptions, QueryBench } from "./query-bench";

/** An expression of Snowflake's and its value in wire text; optionally its type. */
export type Example = readonly [expression: string, value: string | null, type?: string];

/** Evaluates each expression by itself: `SELECT <expression>`. */
export function itEvaluates(examples: readonly Example[], options?: BenchOptions): void {
  const bench = useBench();
  // A rest parameter: to one more parameter than there are values, jest would pass its own callback.
  it.each(examples)("%s", async (...[expression, value, type]) => {
    const { rows, types } = await bench().query(`SELECT ${expression}`, options);
    expect(rows).toEqual([[value]]);
    if (type !== undefined) expect(types).toEqual([type]);
  });
}

/** Each query fails with this code and text. */
export function itFails(
  examples: readonly (readonly [sql: string, failure: string | RegExp])[],
  options?: BenchOptions,
): void {
  const bench = useBench();
  it.each(examples)("%s", async (sql, failure) => {
    const message = await bench().failure(sql, options);
    if (typeof failure === "string") expect(message).toBe(failure);
    else expect(message).toMatch(failure);
  });
}

/** Each query answers these rows. */
export function itAnswers(
  examples: readonly (readonly [sql: string, rows: readonly (readonly (string | null)[])[]])[],
  options?: BenchOptions,
): void {
  const bench = useBench();
  it.each(examples)("%s", async (sql, rows) => {
    expect((await bench().query(sql, options)).rows).toEqual(rows);
  });
}

/** A bench for the tests of a describe block. */
export function useBench(): () => QueryBench {
  let bench: QueryBench | undefined;
  beforeAll(async () => {
    bench = await QueryBench.open();
  });
  afterAll(() => bench?.close());
  return () => {
    if (bench === undefined) throw new Error("the bench is not open yet");
    return bench;
  };
}
