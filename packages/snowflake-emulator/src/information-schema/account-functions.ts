import { invalidProperty } from "../errors";
import type { BoundRelation, TableFunctionArgument } from "../query/compile/scope";
import type { ExecutionContext } from "../sql/statement";
import { ACCOUNT_TABLE_FUNCTIONS } from "../tasks/account-table-functions";
import { type AccountTableFunction, Arguments } from "../tasks/table-function";
import type { Cell } from "../wire/result-table";

/** The arguments of a call by name. Throws 001422 for one without a name, or with a name that the function doesn't know. */
function readArguments(called: AccountTableFunction, given: readonly TableFunctionArgument[]): Arguments {
  const known = Object.keys(called.parameters);
  const values = new Map<string, Cell>();
  for (const { name, value } of given) {
    if (name === undefined || !known.includes(name)) {
      throw invalidProperty(`${called.name}()`, `it takes ${known.map((one) => `${one} => …`).join(", ")}`);
    }
    values.set(name, value);
  }
  return new Arguments(values);
}

/** TASK_HISTORY and the other table functions about what the account does by itself. */
export const accountFunctions = [...ACCOUNT_TABLE_FUNCTIONS.values()].map((called) => ({
  name: called.name,
  async bind(context: ExecutionContext, given: readonly TableFunctionArgument[]): Promise<BoundRelation> {
    return {
      columns: called.columns.map(({ name, type }) => ({ name, type, nullable: true })),
      source: { kind: "rows", rows: called.rows(context, readArguments(called, given)) },
    };
  },
}));
