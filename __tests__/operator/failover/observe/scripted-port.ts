import type { AccountRole } from "../../../../config/schema";
import type { AccountPort } from "../../../../operator/failover/account-port";
import type { Row } from "../../../../operator/snowflake/session";

/** What a statement that matches is answered: rows, or Snowflake's refusal, or nobody answers. */
export type Script = readonly (readonly [sql: RegExp, answer: readonly Row[] | Error])[];

/** An account that answers as it is told. What isn't told is refused as unknown. */
export function scriptedPort(account: AccountRole, script: Script): AccountPort {
  return {
    account,
    execute: async (sql) => {
      const found = script.find(([pattern]) => pattern.test(sql));
      if (found === undefined) throw refusal("002003", `SQL compilation error: not scripted: ${sql}`);
      const [, answer] = found;
      if (answer instanceof Error) throw answer;
      return answer;
    },
    close: async () => undefined,
  };
}

/** As the driver gives what Snowflake refuses. */
export const refusal = (code: string, message: string): Error => Object.assign(new Error(message), { code });
