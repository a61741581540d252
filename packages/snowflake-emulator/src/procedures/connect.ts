import type { Account } from "../account";
import { startStatement } from "../sql/run-statement";
import type { StatementServices } from "../sql/statement-request";
import type { ProcedurePorts } from "./procedures";
import { proceduresOf } from "./procedures";
import type { ProcedureRuntime } from "./runtime";

/** What calls of procedures need. */
export interface ProcedureServices {
  /** One for all accounts. Its threads end with `close`. */
  readonly runtime: ProcedureRuntime;
  readonly statements: StatementServices;
  readonly onSignal?: ProcedurePorts["onSignal"];
}

/** Makes an account's procedures run. To be called once for each account. */
export function connectProcedures(account: Account, { runtime, statements, onSignal }: ProcedureServices): void {
  proceduresOf(account).connect({
    runtime,
    start: (request) => startStatement(request, statements),
    ...(onSignal === undefined ? {} : { onSignal }),
  });
}
