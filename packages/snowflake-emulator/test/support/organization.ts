import type { AccountOptions } from "../../src/account";
import { VirtualClock } from "../../src/clock";
import { Bench } from "./accounts";
import { WEST } from "./test-accounts";

/** Two accounts of one organization, EAST and WEST, on one clock. */
export interface OrganizationBench {
  readonly east: Bench;
  readonly west: Bench;
  readonly clock: VirtualClock;
}

/** @param options `replication`: the organization's administrator has enabled it for both. Default: yes. */
export function organizationBench(
  options: Partial<Pick<AccountOptions, "edition" | "disabledBehaviorChanges">> & {
    readonly replication?: boolean;
  } = {},
  other: Partial<AccountOptions> = {},
): OrganizationBench {
  const { replication: replicationEnabled = true, ...own } = options;
  const clock = new VirtualClock();
  const east = new Bench(undefined, { ...own, replicationEnabled }, clock);
  const west = new Bench(undefined, { ...WEST, ...other, replicationEnabled }, clock);
  east.neighbours.push(west.account);
  west.neighbours.push(east.account);
  return { east, west, clock };
}
