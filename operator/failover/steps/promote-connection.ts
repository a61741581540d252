import type { AccountRole } from "../../../config/schema";
import { observeConnection } from "../observe/connection";
import { promoteConnection as promoteConnectionStatement } from "../statements";
import { lookActLook, type Step } from "../step";
import { lookAt, lookAtGroup, must } from "./look";

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
          const observed = await lookAt(world, account, (port) => observeConnection(world.topology, port));
          const isPrimary = observed !== null && must(observed);
          if (isPrimary) return { done: true, observed: { isPrimary } };
          for (const { name } of world.topology.groups) {
            const group = await lookAtGroup(world, account, name);
            if (!group.isPrimary) return { done: false, observed: {}, blocked: `${account} is not the primary of ${name}` };
          }
          return { done: isPrimary, observed: { isPrimary } };
        },
        async () => void (await world.change(account, promoteConnectionStatement(connection))),
      ),
  };
}
