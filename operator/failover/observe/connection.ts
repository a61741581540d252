import { leadsTo, SHOW_CONNECTIONS } from "../../../procedures/runtime/client-connection";
import type { AccountPort } from "../account-port";
import type { Known } from "../observation";
import type { FailoverTopology } from "../topology";
import { ask, notKnown } from "./ask";

/** Whether the connection leads to the account; null: none is configured. */
export async function observeConnection(
  { accounts, connection }: FailoverTopology,
  port: AccountPort,
): Promise<Known<boolean> | null> {
  if (connection === undefined) return null;
  const account = accounts[port.account];
  const half = await ask(port, SHOW_CONNECTIONS, (rows) => leadsTo(rows, account, connection));
  if (!half.known) return half;
  const { value } = half;
  return value === undefined
    ? notKnown(`there is no connection ${connection} in ${account}, or none that can be seen`)
    : { known: true, value };
}
