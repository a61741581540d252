import { bad, good, type Judgement, type ReadinessCheck, type ReadinessContext, unknown } from "../precondition";
import { type Side, sidesOf } from "../sides";

/**
 * Exactly one account has the primary half of all groups and of the connection, and it is the one that is failed over from.
 * Each that is elsewhere, in both, or nowhere is named.
 */
export const oneActiveSide: ReadinessCheck = (context) => {
  const sides = sidesOf(context.topology, context.observation);
  return sides.map((side) => ({
    id: `${side.kind}.${side.name}.side`,
    account: "both",
    expected: `the ${side.kind} ${side.name} is primary in the ${context.from}, and only there`,
    // Without an answer from the other account an unplanned failover goes by what the target's half says.
    blocks: side.presumed ? "planned" : "always",
    waivable: false,
    ...judgeSide(context, side, sides),
  }));
};

function judgeSide({ to, from }: ReadinessContext, side: Side, all: readonly Side[]): Judgement {
  const { holder, presumed, reason } = side;
  const what = `${side.kind === "group" ? "FAILOVER GROUP" : "CONNECTION"} ${side.name}`;
  const isHalf = all.some((one) => one.holder !== to);
  switch (holder) {
    case from:
      return presumed
        ? unknown(`only the ${to} was heard: ${reason}`, `see why the ${from} doesn't tell`)
        : good(reason);
    case to:
      return isHalf
        ? bad(`half-promoted: ${reason}`, `twinberg failover --to ${to} promotes what is missing`)
        : bad(`it is there already: ${reason}`, `none is needed: the ${to} is active`);
    case "split":
      return bad(
        `split: both are primary: ${reason}`,
        `find out which of them clients wrote to; in the other, DROP ${what} and make it a replica again`,
      );
    case "nobody":
      return bad(`neither is primary: ${reason}`, `ALTER ${what} PRIMARY in the account that is to be active`);
    default:
      return unknown(reason, "see why the accounts don't tell");
  }
}
