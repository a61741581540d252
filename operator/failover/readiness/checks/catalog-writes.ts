import type { SeenAccount } from "../../observation";
import {
  bad,
  good,
  type Judgement,
  outOfReach,
  type Precondition,
  type ReadinessCheck,
  type ReadinessContext,
  unknown,
} from "../precondition";

/** The lake is written through the catalog-linked database of the active account if at all, and never through the other's. */
export const catalogWrites: ReadinessCheck = (context) => [
  expectation(context, context.target, "NONE"),
  expectation(context, context.source, context.topology.catalogLinked.writes ? "ALL" : "NONE"),
];

function expectation({ topology }: ReadinessContext, seen: SeenAccount, wanted: "ALL" | "NONE"): Precondition {
  const { name } = topology.catalogLinked;
  return {
    id: `catalog-writes.${seen.account}`,
    account: seen.account,
    expected: `ALLOWED_WRITE_OPERATIONS of ${name} in the ${seen.account} is ${wanted}`,
    blocks: "planned",
    waivable: false,
    ...judgeWrites(seen, name, wanted),
  };
}

function judgeWrites(seen: SeenAccount, name: string, wanted: "ALL" | "NONE"): Judgement {
  if (!seen.reachable) return outOfReach(seen);
  const fix = `in the ${seen.account}: ALTER DATABASE ${name} UPDATE LINKED_CATALOG SET ALLOWED_WRITE_OPERATIONS = ${wanted}`;
  if (!seen.catalogWrites.known)
    return unknown(seen.catalogWrites.reason, `apply ${seen.account}-data, which links it`);
  const { value } = seen.catalogWrites;
  return value === wanted ? good(value) : bad(`it is ${value}`, fix);
}
