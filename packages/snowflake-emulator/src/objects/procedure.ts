import type { ProcedureDefinition } from "../procedures/definition";
import type { SnowflakeObject } from "./snowflake-object";

/**
 * A stored procedure as the catalog keeps it. Procedures of one name are told apart by the types of their arguments, so
 * `name`, the key within the schema, is the name with the types: `P(VARCHAR, FLOAT)`.
 */
export interface Procedure extends SnowflakeObject {
  /** The name alone, as CALL and SHOW PROCEDURES have it. */
  routine: string;
  /** How SHOW GRANTS writes it: `P(A VARCHAR):FLOAT`. */
  signature: string;
  definition: ProcedureDefinition;
  /** Parameters set on the procedure, by name. */
  readonly parameters: Map<string, string>;
}
