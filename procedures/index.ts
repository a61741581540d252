import type { ProcedureName } from "./settings";

export { connectionSideBody, MAX_BODY_BYTES, procedureBody } from "./body";
export * from "./monitoring-tables";
export * from "./settings";

/** How a procedure is declared. All of them take no argument, and run with their owner's rights. */
export interface ProcedureDeclaration {
  readonly comment: string;
  /** JSON text: `{procedure, runId, status, actions, reasons, note}`. */
  readonly returns: "VARCHAR";
}

/** Every procedure, as it is declared. */
export const PROCEDURES: Readonly<Record<ProcedureName, ProcedureDeclaration>> = {
  SYNC_PROD: {
    comment: "Makes PROD's pass-through views follow the catalog-linked database's tables",
    returns: "VARCHAR",
  },
  HEARTBEAT: { comment: "Checks that this account works, and grants again what is missing", returns: "VARCHAR" },
  EXPORT_SCHEMA: { comment: "Writes the primary's definitions for the secondary to compare with", returns: "VARCHAR" },
  DETECT_DRIFT: { comment: "Compares the secondary's definitions with the primary's", returns: "VARCHAR" },
  KEEP_LAST_GOOD: { comment: "Copies the rows of chosen views while the account is healthy", returns: "VARCHAR" },
};
