import {
  bad,
  good,
  type Judgement,
  outOfReach,
  type ReadinessCheck,
  type ReadinessContext,
  unknown,
} from "../precondition";

/** Each group is in the target, as a secondary. Who is primary is another check's. */
export const groups: ReadinessCheck = (context) =>
  context.topology.groups.map(({ name }) => ({
    id: `group.${name}.there`,
    account: context.to,
    expected: `the ${context.to} has the group ${name} as a secondary`,
    blocks: "always",
    waivable: false,
    ...judgeGroup(context, name),
  }));

function judgeGroup({ target, to }: ReadinessContext, name: string): Judgement {
  if (!target.reachable) return outOfReach(target);
  const fix = `apply failover-${to}, which makes the replica`;
  const group = target.groups.get(name);
  if (group === undefined) return unknown("it was not looked at", fix);
  if (!group.known) return unknown(group.reason, fix);
  return group.value.isPrimary
    ? bad("it is a primary there", `none is needed: the ${to} has it already`)
    : good("secondary");
}
