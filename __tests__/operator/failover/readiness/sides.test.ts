import fc from "fast-check";
import { ACCOUNT_ROLES, type AccountRole } from "../../../../config/schema";
import type { SeenAccount } from "../../../../operator/failover/observation";
import { activeAccount, sidesOf } from "../../../../operator/failover/readiness/sides";
import { otherAccount } from "../../../../operator/failover/topology";
import { account, GROUPS, gone, known, notKnown, observed, PRIMARY, secondary, TOPOLOGY } from "../observations";

/** What an account says of its half of something: whether it is the primary; undefined: it can't tell. */
type Said = boolean | undefined;

/** An account by what it says of each group, and of the connection; null: it doesn't answer. */
type Word = { readonly groups: readonly Said[]; readonly connection: Said } | null;

const said = fc.constantFrom<Said>(true, false, undefined);
const word = fc.option(fc.record({ groups: fc.tuple(...GROUPS.map(() => said)), connection: said }), {
  nil: null,
  freq: 5,
});

function seenAs(role: AccountRole, its: Word): SeenAccount {
  if (its === null) return gone(role);
  const half = (primary: Said) =>
    primary === undefined ? notKnown("can't be seen") : known(primary ? PRIMARY : secondary());
  return account(role, false, {
    groups: new Map(GROUPS.map((name, index) => [name, half(its.groups[index])])),
    connectionIsPrimary: its.connection === undefined ? notKnown("can't be seen") : known(its.connection),
  });
}

const sidesBy = (primary: Word, other: Word) =>
  sidesOf(TOPOLOGY, observed({ primary: seenAs("primary", primary), secondary: seenAs("secondary", other) }));

/** What both say of everything, in the order of {@link sidesOf}. */
const wordsOf = (one: Word): readonly Said[] =>
  one === null ? [...GROUPS, ""].map(() => undefined) : [...one.groups, one.connection];

describe("who has the primary half", () => {
  it.each<{ primary: Said; secondary: Said; holder: string; presumed: boolean }>([
    { primary: true, secondary: false, holder: "primary", presumed: false },
    { primary: false, secondary: true, holder: "secondary", presumed: false },
    { primary: true, secondary: true, holder: "split", presumed: false },
    { primary: false, secondary: false, holder: "nobody", presumed: false },
    { primary: true, secondary: undefined, holder: "primary", presumed: false },
    { primary: undefined, secondary: true, holder: "secondary", presumed: false },
    { primary: false, secondary: undefined, holder: "secondary", presumed: true },
    { primary: undefined, secondary: false, holder: "primary", presumed: true },
    { primary: undefined, secondary: undefined, holder: "unknown", presumed: false },
  ])(
    "is $holder (presumed: $presumed) where they say $primary and $secondary",
    ({ primary, secondary: other, holder, presumed }) => {
      const of = (one: Said): Word => ({ groups: GROUPS.map(() => one), connection: one });
      for (const side of sidesBy(of(primary), of(other))) expect(side).toMatchObject({ holder, presumed });
    },
  );

  it("is told of each group in the order of promotion, and then of the connection, whatever the accounts say", () => {
    fc.assert(
      fc.property(word, word, (primary, other) => {
        const sides = sidesBy(primary, other);
        expect(sides.map(({ kind, name }) => `${kind} ${name}`)).toEqual([
          ...GROUPS.map((name) => `group ${name}`),
          "connection LAKE",
        ]);
      }),
    );
  });

  it("is never against an account's own word, and only presumed when the other didn't speak", () => {
    fc.assert(
      fc.property(word, word, (primary, other) => {
        const words = { primary: wordsOf(primary), secondary: wordsOf(other) };
        sidesBy(primary, other).forEach(({ holder, presumed }, index) => {
          for (const role of ACCOUNT_ROLES) {
            const own = words[role][index];
            if (holder === role) expect(own).not.toBe(false);
            if (own === true) expect([role, "split"]).toContain(holder);
          }
          if (presumed) {
            expect(ACCOUNT_ROLES).toContain(holder);
            const holds = ACCOUNT_ROLES.find((role) => role === holder) ?? "primary";
            expect(words[holds][index]).toBeUndefined();
            expect(words[otherAccount(holds)][index]).toBe(false);
          }
        });
      }),
    );
  });

  it("doesn't depend on which account is called the primary", () => {
    const mirrored: Readonly<Record<string, string>> = { primary: "secondary", secondary: "primary" };
    fc.assert(
      fc.property(word, word, (one, two) => {
        const there = sidesBy(one, two).map(({ holder }) => mirrored[holder] ?? holder);
        expect(sidesBy(two, one).map(({ holder }) => holder)).toEqual(there);
      }),
    );
  });
});

describe("the active account", () => {
  it("is the one that has everything, and there is none as soon as one thing is elsewhere, split, nowhere or unknown", () => {
    fc.assert(
      fc.property(word, word, (primary, other) => {
        const sides = sidesBy(primary, other);
        const active = activeAccount(sides);
        const holders = new Set(sides.map(({ holder }) => holder));
        expect(active === undefined).toBe(
          holders.size > 1 || ![...holders].every((one) => one === "primary" || one === "secondary"),
        );
        if (active !== undefined) expect([...holders]).toEqual([active]);
      }),
    );
  });

  it("can't be told from nothing", () => {
    expect(activeAccount([])).toBeUndefined();
  });
});
