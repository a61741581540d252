import { ACCOUNT_ROLES, type AccountRole } from "../../config/schema";
import { Random } from "./random";

/** Something that happens. Faults stay until they are healed. */
export type ChaosEvent =
  /** A row is written wherever the replicated database can be written. */
  | { readonly kind: "write" }
  | { readonly kind: "advance"; readonly seconds: number }
  | { readonly kind: "outage"; readonly account: AccountRole }
  | { readonly kind: "latency"; readonly account: AccountRole; readonly milliseconds: number }
  /** So many of the statements that change something fail. */
  | { readonly kind: "failing"; readonly account: AccountRole; readonly times: number }
  | { readonly kind: "heal" }
  /** Somebody fails over; `killedAfter`: after so many messages his controller is gone, in the middle of whatever it does. */
  | {
      readonly kind: "drill";
      readonly to: AccountRole;
      readonly mode: "planned" | "unplanned";
      readonly killedAfter: number | null;
    }
  /** Two operators begin at once. */
  | { readonly kind: "race"; readonly to: AccountRole; readonly mode: "planned" | "unplanned" };

const LENGTH = { least: 5, most: 9 };
const LONGEST_ADVANCE_SECONDS = 900;
/** A controller tells some 60 messages on its way. */
const MESSAGES = 70;

/** What happens, for a seed: always the same. */
export function chaosSchedule(seed: number): readonly ChaosEvent[] {
  const random = new Random(seed);
  return Array.from({ length: random.whole(LENGTH.least, LENGTH.most) }, () => oneEvent(random));
}

function oneEvent(random: Random): ChaosEvent {
  const account = () => random.oneOf(ACCOUNT_ROLES);
  // At first the primary is active: there is more to do the other way.
  const to = () =>
    random.weighted<AccountRole>([
      [2, "secondary"],
      [1, "primary"],
    ]);
  const mode = () => random.oneOf(["planned", "unplanned"] as const);
  const make: () => ChaosEvent = random.weighted<() => ChaosEvent>([
    [4, () => ({ kind: "write" })],
    [3, () => ({ kind: "advance", seconds: random.whole(10, LONGEST_ADVANCE_SECONDS) })],
    [2, () => ({ kind: "outage", account: account() })],
    [1, () => ({ kind: "latency", account: account(), milliseconds: random.whole(1, 5) })],
    [2, () => ({ kind: "failing", account: account(), times: random.whole(1, 3) })],
    [2, () => ({ kind: "heal" })],
    [
      5,
      () => ({
        kind: "drill",
        to: to(),
        mode: mode(),
        killedAfter: random.chance(0.6) ? random.whole(1, MESSAGES) : null,
      }),
    ],
    [1, () => ({ kind: "race", to: to(), mode: mode() })],
  ]);
  return make();
}

/** In words, for a report. */
export function describeEvent(event: ChaosEvent): string {
  switch (event.kind) {
    case "write":
    case "heal":
      return event.kind;
    case "advance":
      return `${event.seconds} s pass`;
    case "outage":
      return `${event.account} goes down`;
    case "latency":
      return `${event.account} answers ${event.milliseconds} ms later`;
    case "failing":
      return `${event.times} statements fail in ${event.account}`;
    case "drill":
      return `${event.mode} failover to ${event.to}${event.killedAfter === null ? "" : `, killed after ${event.killedAfter} messages`}`;
    case "race":
      return `two ${event.mode} failovers to ${event.to} at once`;
  }
}
