import type { ObjectParameter } from "./object-parameters";
import { SESSION_PARAMETERS } from "./session-parameters";

/**
 * Parameters of a user, in the order in which statements list them: those of the user, then those of its sessions.
 * https://docs.snowflake.com/en/sql-reference/sql/create-user
 */
export const USER_PARAMETERS: readonly ObjectParameter[] = [
  { name: "ENABLE_UNREDACTED_QUERY_SYNTAX_ERROR", kind: "boolean" },
  { name: "NETWORK_POLICY", kind: "identifier" },
  { name: "PREVENT_UNLOAD_TO_INTERNAL_STAGES", kind: "boolean" },
  ...SESSION_PARAMETERS,
];
