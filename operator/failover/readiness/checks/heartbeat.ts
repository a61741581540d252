import { recencyOf } from "../../../validate/recency";
import {
  bad,
  good,
  type Judgement,
  outOfReach,
  type ReadinessCheck,
  type ReadinessContext,
  unknown,
} from "../precondition";

/** So many reasons are repeated; the log has them all. */
const REASONS = 5;

/** The target's last heartbeat was healthy, and not long ago. */
export const heartbeat: ReadinessCheck = (context) => [
  {
    id: "heartbeat",
    account: context.to,
    expected: `the ${context.to}'s last heartbeat was healthy, at most two intervals ago`,
    blocks: "always",
    waivable: true,
    ...judgeHeartbeat(context),
  },
];

function judgeHeartbeat({ target, topology }: ReadinessContext): Judgement {
  if (!target.reachable) return outOfReach(target);
  if (!target.heartbeat.known) return unknown(target.heartbeat.reason, "see that the log and the warehouse are there");
  const last = target.heartbeat.value;
  if (last === null) return unknown("there was no heartbeat yet", "wait for the task's first run, or CALL HEARTBEAT()");
  const { age, tooOld } = recencyOf(topology.heartbeatSchedule, last.checkedAt.getTime(), target.now.getTime());
  if (!last.healthy) {
    const more = last.reasons.length > REASONS ? [`and ${last.reasons.length - REASONS} more`] : [];
    const reasons = [...last.reasons.slice(0, REASONS), ...more].join("; ");
    return bad(
      `unhealthy ${age}: ${reasons || "it tells no reason"}`,
      "cure what it tells; the next heartbeat sees it",
    );
  }
  return tooOld === undefined
    ? good(`healthy ${age}`)
    : bad(`healthy ${age}: ${tooOld}`, "see why HEARTBEAT_TASK doesn't run");
}
