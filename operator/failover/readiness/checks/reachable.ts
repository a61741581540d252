import type { SeenAccount } from "../../observation";
import { good, outOfReach, type Precondition, type ReadinessCheck } from "../precondition";

/** The account that is failed over to answers; for a planned failover, the other one too. */
export const reachable: ReadinessCheck = ({ target, source }) => [
  answers(target, "always"),
  answers(source, "planned"),
];

function answers(seen: SeenAccount, blocks: Precondition["blocks"]): Precondition {
  const { account } = seen;
  return {
    id: `reachable.${account}`,
    account,
    expected: `the ${account} answers`,
    blocks,
    waivable: false,
    ...(seen.reachable ? good("it answers") : outOfReach(seen)),
  };
}
