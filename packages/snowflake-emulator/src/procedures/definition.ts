import type { DataType } from "../types/data-type";

/** Whose rights a procedure runs with. RESTRICTED CALLER is refused by name. */
export type ExecuteAs = "OWNER" | "CALLER";

/** What a NULL among the arguments does: the body runs, or the answer is NULL at once. */
export type NullHandling = "CALLED ON NULL INPUT" | "RETURNS NULL ON NULL INPUT";

/** One argument of a procedure. */
export interface ProcedureArgument {
  /** Exact name: upper case unless it was quoted. Also its name in the body. */
  readonly name: string;
  readonly type: DataType;
  /** The SQL text of what an omitted argument is; null: it can't be omitted. */
  readonly default: string | null;
}

/** What CREATE PROCEDURE says of a procedure besides its name. */
export interface ProcedureDefinition {
  readonly args: readonly ProcedureArgument[];
  readonly returns: DataType;
  /** RETURNS … NOT NULL. */
  readonly notNull: boolean;
  readonly language: "JAVASCRIPT";
  readonly nullHandling: NullHandling;
  readonly volatility: "VOLATILE" | "IMMUTABLE";
  readonly secure: boolean;
  readonly executeAs: ExecuteAs;
  readonly body: string;
}

/** D: COMMENT of CREATE PROCEDURE, its default is `stored procedure`; O: SHOW PROCEDURES gives this text. */
export const DEFAULT_DESCRIPTION = "user-defined procedure";
