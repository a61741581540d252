import type { Step } from "../step";

/** The last step: the drill has its end in the journal, and others may begin. */
export function release(): Step {
  return {
    id: "release",
    title: "Write the end into the journal, and release the lease",
    account: "controller",
    unreachable: "stop",
    precondition: "every step has ended",
    commands: ["PUT drills/<drill>/journal.jsonl (If-Match: <ETag>)", "PUT lease.json (If-Match: <ETag>)"],
    postcondition: "others can take the lease",
    run: async (world) => {
      await world.release();
      return { outcome: "done", observed: {} };
    },
  };
}
