import type { Transaction } from "../../../data/transaction";
import { insufficientPrivileges } from "../../../errors";
import { objectById } from "../../../state/account-state";
import { tableOf } from "../../../wire/result-table";
import type { Cursor } from "../../cursor";
import { fullName } from "../../names";
import type { ExecutionContext, StatementKind } from "../../statement";

/** Reads `[IN ACCOUNT]`. */
function readScope(cursor: Cursor): "USER" | "ACCOUNT" {
  return cursor.take("IN ACCOUNT") ? "ACCOUNT" : "USER";
}

/** The open transactions that a statement shows. D: those of all users are for ACCOUNTADMIN. */
function visible(context: ExecutionContext, scope: "USER" | "ACCOUNT"): readonly Transaction[] {
  const { account, access, session } = context;
  const all = account.data.openTransactions();
  if (scope === "USER") return all.filter((one) => one.userId === session.userId);
  const administrator = account.state.objects.ROLE.get("ACCOUNTADMIN", null);
  if (administrator === undefined || !access.effective.has(administrator.id)) {
    throw insufficientPrivileges("account", account.name);
  }
  return all;
}

/** `SHOW TRANSACTIONS [IN ACCOUNT]`. D: sql-reference/sql/show-transactions. */
export const showTransactions: StatementKind = {
  leading: "SHOW TRANSACTIONS",
  parse(cursor) {
    cursor.expect("SHOW TRANSACTIONS");
    const scope = readScope(cursor);
    return (context) =>
      tableOf(
        {
          id: ["fixed", (one: Transaction) => one.transactionId],
          user: ["text", (one) => objectById(context.account.state, "USER", one.userId)?.name ?? ""],
          session: ["fixed", (one) => one.sessionId],
          name: ["text", (one) => one.name],
          started_on: ["timestamp_ltz", (one) => new Date(one.startedOn)],
          state: ["text", () => "running"],
          scope: ["text", (one) => one.scope ?? "0"],
        },
        visible(context, scope),
      );
  },
};

/** `SHOW LOCKS [IN ACCOUNT]`. D: sql-reference/sql/show-locks; the column `session` is for ACCOUNTADMIN. */
export const showLocks: StatementKind = {
  leading: "SHOW LOCKS",
  parse(cursor) {
    cursor.expect("SHOW LOCKS");
    const scope = readScope(cursor);
    return (context) => {
      const { account, session } = context;
      const everybody = scope === "ACCOUNT";
      if (everybody) visible(context, scope);
      const locks = account.data.locks.list();
      const shown = locks.filter(
        ({ owner }) => everybody || account.data.session(owner.sessionId).userId === session.userId,
      );
      return tableOf(
        {
          resource: [
            "text",
            ({ table }: (typeof locks)[number]) => {
              const found = objectById(account.state, "TABLE", table.id);
              return found === undefined ? table.name : fullName(context, found);
            },
          ],
          type: ["text", () => "PARTITIONS"],
          transaction: ["fixed", ({ owner }) => owner.transactionId],
          transaction_started_on: ["timestamp_ltz", ({ owner }) => new Date(owner.startedOn)],
          status: ["text", ({ status }) => status],
          acquired_on: ["timestamp_ltz", ({ acquiredOn }) => (acquiredOn === null ? null : new Date(acquiredOn))],
          query_id: ["text", ({ statementId }) => statementId],
          ...(everybody ? { session: ["fixed", ({ owner }: (typeof locks)[number]) => owner.sessionId] as const } : {}),
        },
        shown,
      );
    };
  },
};
