import { NUMBER, TEXT } from "../../../src/types/data-type";
import { type BenchOptions, rowsOf } from "../support/query-bench";

/** Two small tables: T (A, B) and U (A, C). */
export const TABLES: BenchOptions = {
  relations: {
    T: rowsOf({ A: NUMBER, B: TEXT }, [
      [1, "x"],
      [2, "y"],
      [3, null],
      [3, "z"],
    ]),
    U: rowsOf({ A: NUMBER, C: TEXT }, [
      [1, "one"],
      [3, "three"],
    ]),
    "DB.S.T": rowsOf({ A: NUMBER, a: NUMBER }, [[1, 2]]),
    EMPTY: rowsOf({ A: NUMBER }, []),
  },
  variables: { LIMIT_A: { type: NUMBER, value: 2 }, NAME: { type: TEXT, value: "it's" } },
  functions: {
    CURRENT_ROLE: { minArguments: 0, maxArguments: 0, type: TEXT, evaluate: () => "ANALYST" },
  },
};
