import {
  bad,
  good,
  type Judgement,
  outOfReach,
  type ReadinessCheck,
  type ReadinessContext,
  unknown,
} from "../precondition";

/**
 * The target is not ahead: of the controller that asks, if it has an epoch; otherwise of the other account. One that is was
 * changed by a drill that the other side knows nothing of.
 */
export const epoch: ReadinessCheck = (context) => [
  {
    id: "epoch",
    account: context.to,
    expected: `no newer epoch than ${context.epoch ?? `the ${context.from}'s`} is recorded in the ${context.to}`,
    blocks: context.epoch === undefined ? "planned" : "always",
    waivable: false,
    ...judgeEpoch(context),
  },
];

function judgeEpoch({ target, source, from, to, epoch: own }: ReadinessContext): Judgement {
  if (!target.reachable) return outOfReach(target);
  const fix = `apply ${to}-data, which declares the table FAILOVER_EPOCH`;
  if (!target.epoch.known) return unknown(target.epoch.reason, fix);
  const recorded = target.epoch.value;
  if (own !== undefined) {
    return recorded <= own
      ? good(`${recorded}`)
      : bad(`it is ${recorded}: another controller took over`, "twinberg status tells whose drill it is");
  }
  if (!source.reachable) return good(`${recorded}; the ${from}'s isn't known`);
  if (!source.epoch.known) return good(`${recorded}; the ${from}'s isn't known: ${source.epoch.reason}`);
  return recorded <= source.epoch.value
    ? good(`${recorded}`)
    : bad(
        `it is ${recorded}, in the ${from} ${source.epoch.value}: a drill did not reach the ${from}`,
        `twinberg failover --to ${to} goes on with that drill`,
      );
}
