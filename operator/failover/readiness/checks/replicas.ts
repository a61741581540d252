import { judgeReplica, REPLICA_ASPECTS, type ReplicaAspect } from "../../../../procedures/heartbeat/replica-state";
import type { GroupObservation } from "../../observation";
import { good, type Judgement, outOfReach, type ReadinessCheck, type ReadinessContext, unknown } from "../precondition";

/** Each secondary group in the target is kept up: schedule, last refresh, lag. What is primary there already needs none of it. */
export const replicas: ReadinessCheck = (context) =>
  context.topology.groups.flatMap(({ name }) =>
    REPLICA_ASPECTS.map((aspect) => ({
      id: `group.${name}.${aspect}`,
      account: context.to,
      expected: expectedOf(context, name, aspect),
      blocks: "always",
      waivable: true,
      ...judge(context, name, aspect),
    })),
  );

function expectedOf({ topology, to }: ReadinessContext, name: string, aspect: ReplicaAspect): string {
  switch (aspect) {
    case "schedule":
      return `the schedule of ${name} is STARTED in the ${to}`;
    case "refresh":
      return `the last refresh of ${name} in the ${to} was completed`;
    case "lag":
      return `${name} in the ${to} is at most ${topology.recoveryPointObjectiveMinutes} min behind`;
  }
}

function judge(context: ReadinessContext, name: string, aspect: ReplicaAspect): Judgement {
  const { target, topology } = context;
  if (!target.reachable) return outOfReach(target);
  const fix = fixOf(context, name, aspect);
  const group = target.groups.get(name);
  if (group === undefined) return unknown("it was not looked at", fix);
  if (!group.known) return unknown(group.reason, fix);
  if (group.value.isPrimary) return good("it is a primary there");
  const judgements = judgeReplica(
    stateOf(group.value),
    target.now.getTime(),
    topology.recoveryPointObjectiveMinutes * 60,
  );
  const found = judgements.find((one) => one.aspect === aspect);
  if (found === undefined) return unknown("it was not judged", fix);
  return found.verdict === "good" ? good(found.reason) : { verdict: found.verdict, reason: found.reason, fix };
}

function stateOf({ schedule, lastRefresh, snapshotAt }: GroupObservation): Parameters<typeof judgeReplica>[0] {
  return {
    schedule: schedule ?? undefined,
    last:
      lastRefresh === null
        ? undefined
        : { outcome: lastRefresh.outcome, endedAt: lastRefresh.endedAt.getTime(), error: lastRefresh.error },
    snapshotAt: snapshotAt?.getTime(),
  };
}

function fixOf({ to, from }: ReadinessContext, name: string, aspect: ReplicaAspect): string {
  switch (aspect) {
    case "schedule":
      return `in the ${to}: ALTER FAILOVER GROUP ${name} RESUME; a group without a schedule gets it by applying failover-${from}`;
    case "refresh":
      return `cure what it tells, then in the ${to}: ALTER FAILOVER GROUP ${name} REFRESH`;
    case "lag":
      return `in the ${to}: ALTER FAILOVER GROUP ${name} REFRESH, and see why its schedule didn't`;
  }
}
