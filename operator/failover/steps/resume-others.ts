import type { AccountRole } from "../../../config/schema";
import { alterGroup } from "../statements";
import { type Look, lookActLook, type Step, type StepWorld } from "../step";
import type { FailoverTopology } from "../topology";
import { lookAtSides } from "./look";

/** Lets the account that isn't active any more follow the one that is: a promotion suspends all other schedules. */
export function resumeOthers({ groups }: FailoverTopology, account: AccountRole): Step {
  const look = async (world: StepWorld): Promise<Look & { readonly suspended: readonly string[] }> => {
    const suspended: string[] = [];
    for (const [name, { isPrimary, schedule }] of await lookAtSides(world, account)) {
      if (isPrimary)
        return {
          done: false,
          observed: {},
          suspended,
          blocked: `${account} still shows itself as the primary of ${name}`,
        };
      if (schedule === "SUSPENDED") suspended.push(name);
    }
    return { done: suspended.length === 0, observed: { suspended }, suspended };
  };
  return {
    id: `resume-others:${account}`,
    title: `Resume the schedules of the groups in ${account}`,
    account,
    unreachable: "record",
    precondition: "what a refresh overwrites is copied",
    commands: groups.map(({ name }) => alterGroup(name, "RESUME")),
    postcondition: "secondary_state of each is STARTED",
    run: (world) =>
      lookActLook(
        () => look(world),
        async () => {
          for (const group of (await look(world)).suspended) await world.change(account, alterGroup(group, "RESUME"));
        },
      ),
  };
}
