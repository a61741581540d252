import type { StatementKind } from "../../statement";
import { beginStatements } from "./begin";
import { endStatements } from "./end";
import { showLocks, showTransactions } from "./show-transactions";

/** Statements about transactions. */
export const transactionStatements: readonly StatementKind[] = [
  ...beginStatements,
  ...endStatements,
  showLocks,
  showTransactions,
];
