import { checkAtLeast } from "./checks";
import type { ObjectParameter } from "./object-parameters";
import { SESSION_PARAMETERS } from "./session-parameters";
import { toWarehouseSize, WAREHOUSE_SIZES } from "./warehouse-values";

function size(name: string): ObjectParameter {
  return { name, kind: "text", normalize: toWarehouseSize, valid: WAREHOUSE_SIZES };
}

const count = (name: string): ObjectParameter => ({ name, kind: "number", check: checkAtLeast(0) });

/** Parameters of the task itself. https://docs.snowflake.com/en/sql-reference/sql/create-task */
export const TASK_PARAMETERS: readonly ObjectParameter[] = [
  size("USER_TASK_MANAGED_INITIAL_WAREHOUSE_SIZE"),
  count("USER_TASK_TIMEOUT_MS"),
  count("SUSPEND_TASK_AFTER_NUM_FAILURES"),
  count("TASK_AUTO_RETRY_ATTEMPTS"),
  count("USER_TASK_MINIMUM_TRIGGER_INTERVAL_IN_SECONDS"),
  size("SERVERLESS_TASK_MIN_STATEMENT_SIZE"),
  size("SERVERLESS_TASK_MAX_STATEMENT_SIZE"),
];

/** What a session has and a task doesn't take. */
const NOT_OF_TASKS: readonly string[] = ["AUTOCOMMIT", "JDBC_TREAT_DECIMAL_AS_INT", "SIMULATED_DATA_SHARING_CONSUMER"];

/** Parameters of the session in which a task runs, in the order in which statements list them. */
export const TASK_SESSION_PARAMETERS: readonly ObjectParameter[] = SESSION_PARAMETERS.filter(
  ({ name }) => !NOT_OF_TASKS.includes(name),
);

/** AUTOCOMMIT is read, never set. */
export const TASK_READ_PARAMETERS: readonly ObjectParameter[] = [
  ...TASK_PARAMETERS,
  ...TASK_SESSION_PARAMETERS,
  { name: "AUTOCOMMIT", kind: "boolean" },
];
