import { epochTable } from "../statements";
import type { Step } from "../step";
import type { FailoverTopology } from "../topology";

/** The first step of each drill, and of each continuation. The runner takes the lease before it; this says so. */
export function takeLease(topology: FailoverTopology): Step {
  return {
    id: "take-lease",
    title: "Take the lease with a new epoch",
    account: "controller",
    unreachable: "stop",
    precondition: "nobody else holds the lease",
    commands: ["PUT lease.json (If-Match: <ETag>, or If-None-Match: * for the first)"],
    postcondition: `the epoch is higher than any before, also in ${epochTable(topology)} of both accounts`,
    run: async ({ drill }) => ({ outcome: "done", observed: { drill } }),
  };
}
