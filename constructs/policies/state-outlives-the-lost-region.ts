import type { PolicyRule } from "./policy-rule";

/** The state of what is planned while the primary is lost isn't lost with the lake's region. */
export const stateOutlivesTheLostRegion: PolicyRule = {
  id: "state-outlives-the-lost-region",
  requirements: ["R19"],
  reason: "without their state, the secondary's stacks can't be planned on the day they are needed",
  source:
    "docs.aws.amazon.com/wellarchitected/latest/reliability-pillar/rel_planning_for_recovery_disaster_recovery.html",
  fix: "keep the state in another region than the lake (backend.region), or have it copied to one (backend.replica)",
  judge: ({ backends, context }) =>
    backends
      .filter(({ stack, type }) => type === "s3" && context.failoverPath.includes(stack))
      .map(({ stack, arguments: { region } }) => {
        const copied = context.stateReplicaRegion !== undefined && context.stateReplicaRegion !== context.lakeRegion;
        return {
          path: stack,
          problems:
            region === context.lakeRegion && !copied
              ? [`its state is in ${context.lakeRegion} alone, where the lake is`]
              : [],
        };
      }),
};
