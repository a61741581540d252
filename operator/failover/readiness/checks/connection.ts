import { good, type Judgement, outOfReach, type ReadinessCheck, type ReadinessContext, unknown } from "../precondition";

/** The target has its half of the connection. Data can be saved without it, so an unplanned failover doesn't wait for it. */
export const connection: ReadinessCheck = (context) => {
  const { connection: name } = context.topology;
  if (name === undefined) return [];
  return [
    {
      id: `connection.${name}.there`,
      account: context.to,
      expected: `the ${context.to} has the connection ${name}`,
      blocks: "planned",
      waivable: false,
      ...judgeConnection(context),
    },
  ];
};

function judgeConnection({ target, to }: ReadinessContext): Judgement {
  if (!target.reachable) return outOfReach(target);
  const fix = `apply failover-${to}, which makes its half of the connection`;
  const half = target.connectionIsPrimary;
  if (half === null) return unknown("it was not looked at", fix);
  if (!half.known) return unknown(half.reason, fix);
  return good(half.value ? "primary" : "secondary");
}
