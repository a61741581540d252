import { TEXT } from "../../types/data-type";
import type { SqlFunction } from "./sql-function";

/** D: CURRENT_TRANSACTION, LAST_TRANSACTION: ids of the session's transactions as text, or NULL. */
export const transactionFunctions: readonly SqlFunction[] = [
  {
    name: "CURRENT_TRANSACTION",
    type: TEXT,
    minArguments: 0,
    maxArguments: 0,
    evaluate: ({ account, session }) => account.data.session(session.id).transactions.active?.transactionId ?? null,
  },
  {
    name: "LAST_TRANSACTION",
    type: TEXT,
    minArguments: 0,
    maxArguments: 0,
    evaluate: ({ account, session }) => account.data.session(session.id).transactions.last,
  },
];
