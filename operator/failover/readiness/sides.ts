import type { AccountRole } from "../../../config/schema";
import { ACCOUNT_ROLES } from "../../../config/schema";
import type { AccountObservation, Known, Observation } from "../observation";
import { type FailoverTopology, otherAccount } from "../topology";

/** Which account has the primary half of a group or of the connection. */
export interface Side {
  /** `group` or `connection`. */
  readonly kind: "group" | "connection";
  readonly name: string;
  /** `split`: both say so; `nobody`: neither does; `unknown`: it can't be told. */
  readonly holder: AccountRole | "split" | "nobody" | "unknown";
  /** Whether only the other account's word was heard for it. */
  readonly presumed: boolean;
  /** What each account says. */
  readonly reason: string;
}

/** Who is primary of each group, in the order of their promotion, and then of the connection. */
export function sidesOf({ groups, connection }: FailoverTopology, observation: Observation): readonly Side[] {
  return [
    ...groups.map(({ name }) =>
      sideOf("group", name, observation, ({ groups: halves }) => groupIsPrimary(halves.get(name))),
    ),
    ...(connection === undefined
      ? []
      : [sideOf("connection", connection, observation, (seen) => seen.connectionIsPrimary ?? NOT_LOOKED_AT)]),
  ];
}

/** The one account that has everything; undefined: there is none, or it can't be told. */
export function activeAccount(sides: readonly Side[]): AccountRole | undefined {
  return ACCOUNT_ROLES.find((account) => sides.length > 0 && sides.every(({ holder }) => holder === account));
}

const NOT_LOOKED_AT: Known<boolean> = { known: false, reason: "it was not looked at" };

function groupIsPrimary(half: ReturnType<AccountObservation["groups"]["get"]>): Known<boolean> {
  if (half === undefined) return NOT_LOOKED_AT;
  return half.known ? { known: true, value: half.value.isPrimary } : half;
}

function sideOf(
  kind: Side["kind"],
  name: string,
  { accounts }: Observation,
  isPrimary: (seen: AccountObservation) => Known<boolean>,
): Side {
  const said = ACCOUNT_ROLES.map((account) => {
    const seen = accounts[account];
    const half: Known<boolean> = seen.reachable ? isPrimary(seen) : { known: false, reason: seen.reason };
    return { account, half };
  });
  const reason = said
    .map(({ account, half }) => `${account}: ${half.known ? (half.value ? "primary" : "secondary") : half.reason}`)
    .join("; ");
  const known = said.flatMap(({ account, half }) => (half.known ? [{ account, primary: half.value }] : []));
  const holders = known.filter(({ primary }) => primary).map(({ account }) => account);
  const [first] = known;
  const about = { kind, name, reason };
  if (first === undefined) return { ...about, holder: "unknown", presumed: false };
  if (known.length === 1) {
    // Snowflake lets one half be primary: what isn't here is there.
    return { ...about, holder: first.primary ? first.account : otherAccount(first.account), presumed: !first.primary };
  }
  const [holder] = holders;
  if (holder === undefined) return { ...about, holder: "nobody", presumed: false };
  return { ...about, holder: holders.length > 1 ? "split" : holder, presumed: false };
}
