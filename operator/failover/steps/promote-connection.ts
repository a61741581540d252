import type { AccountRole } from "../../../config/schema";
import { observeConnection } from "../observe/connection";
import { promoteConnection as promoteConnectionStatement } from "../statements";
import { lookActLook, type Step } from "../step";
import { lookAt, must, notPrimary } from "./look";

/** Leads clients to the account. */
export function promoteConnection(account: AccountRole, connection: string): Step {
  return {
    id: "promote-connection",
    title: `Lead clients of ${connection} to ${account}`,
    account,
    unreachable: "stop",
    precondition: "all groups are promoted and verified",
    commands: [promoteConnectionStatement(connection)],
    postcondition: `${connection} is primary in ${account}`,
    run: (world) =>
      lookActLook(
        async () => {
          const half = await lookAt(world, account, (port) => observeConnection(world.topology, port));
          const observed = { isPrimary: half !== null && must(half) };
          if (observed.isPrimary) return { done: true, observed };
          const missing = await notPrimary(world, account);
          if (missing.length === 0) return { done: false, observed };
          return { done: false, observed, blocked: `${account} is not the primary of ${missing.join(", ")}` };
        },
        async () => void (await world.change(account, promoteConnectionStatement(connection))),
      ),
  };
}
