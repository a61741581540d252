import { readFileSync } from "node:fs";
import path from "node:path";
import { evaluateReadiness } from "../../../../operator/failover/readiness/evaluate";
import { checkCatalogWrites } from "../../../../procedures/heartbeat/catalog-writes";
import { checkConnection } from "../../../../procedures/heartbeat/connection";
import { checkEpoch } from "../../../../procedures/heartbeat/epoch";
import { checkFailover, type ObservedGroup, type ObservedGroups } from "../../../../procedures/heartbeat/failover";
import { checkRecoveryPoint } from "../../../../procedures/heartbeat/recovery-point";
import type { ReplicaState } from "../../../../procedures/heartbeat/replica-state";
import { checkTasks, schemaKey } from "../../../../procedures/heartbeat/tasks";
import type { Observation } from "../../../../procedures/runtime/observation";
import { GROUPS, observed, TOPOLOGY } from "../observations";

/**
 * How the heartbeat of the standby, which runs all the time, sees what a failover needs: by the check that turns bad, or not at
 * all, because it takes both accounts; then `twinberg status` and the controller are the ones that see it.
 */
const COVERED: readonly (readonly [id: RegExp, by: { readonly check: string } | { readonly takesBoth: string }])[] = [
  [
    /^reachable\.secondary$/,
    { takesBoth: "an account that doesn't answer writes no heartbeat; its age is the precondition" },
  ],
  [/^reachable\.primary$/, { check: "recovery point" }],
  [/^group\..*\.side$/, { check: "failover groups' roles" }],
  [/^connection\..*\.side$/, { check: "connection" }],
  [/^group\..*\.there$/, { check: "failover group" }],
  [/^group\..*\.schedule$/, { check: "failover group schedule" }],
  [/^group\..*\.refresh$/, { check: "failover group refresh" }],
  [/^group\..*\.lag$/, { check: "failover group lag" }],
  [/^heartbeat$/, { takesBoth: "it is the heartbeat" }],
  [/^connection\..*\.there$/, { check: "connection" }],
  [/^task\./, { check: "task" }],
  [/^epoch$/, { check: "failover epoch" }],
  [/^catalog-writes\./, { check: "catalog writes" }],
];

const NOW = 1_000_000_000;
const KEPT_UP: ReplicaState = {
  schedule: "STARTED",
  last: { outcome: "COMPLETED", endedAt: NOW, error: undefined },
  snapshotAt: NOW,
};
const known = <Value>(value: Value): Observation<Value> => ({ known: true, value });
const LOST = { known: false, reason: "it can't be told" } as const;
const TASK = { database: "D", schema: "S", task: "T", state: "started" } as const;

const groupsWith = (one: Observation<ObservedGroup | undefined>): ObservedGroups =>
  new Map([
    ["G0", one],
    ["G1", known<ObservedGroup>({ role: "secondary", replica: KEPT_UP })],
  ]);
const failover = (one: Observation<ObservedGroup | undefined>) =>
  checkFailover({ now: NOW, objectiveSeconds: 900 }, groupsWith(one));
const replica = (changed: Partial<ReplicaState>) =>
  failover(known({ role: "secondary", replica: { ...KEPT_UP, ...changed } }));

/** Each check with something that isn't so. */
const BROKEN = [
  ...failover(known(undefined)),
  ...failover(known({ role: "primary" })),
  ...replica({ schedule: "SUSPENDED" }),
  ...replica({ last: { outcome: "FAILED", endedAt: NOW, error: "no" } }),
  ...replica({ snapshotAt: NOW - 901_000 }),
  checkRecoveryPoint("T", 900, { role: "secondary", ageSeconds: known(901) }),
  checkConnection("LAKE", known("secondary"), known(true)),
  ...checkTasks([TASK], new Map([[schemaKey(TASK), known([])]])),
  checkEpoch("T", LOST),
  checkCatalogWrites({ database: "CLD", writes: false, role: known("secondary") }, known("ALL")),
].filter(({ verdict }) => verdict !== "good");

describe("what a failover needs", () => {
  const ids = evaluateReadiness(TOPOLOGY, observed(), "secondary").map(({ id }) => id);

  it.each(ids)("is looked at by each heartbeat, or it is said why not: %s", (id) => {
    const found = COVERED.filter(([pattern]) => pattern.test(id)).map(([, by]) => by);
    expect(found).toHaveLength(1);
  });

  it("has nothing in the list that no precondition is", () => {
    for (const [pattern] of COVERED) expect(ids.some((id) => pattern.test(id))).toBe(true);
    expect(GROUPS.length).toBeGreaterThan(0);
  });

  it.each([...new Set(COVERED.flatMap(([, by]) => ("check" in by ? [by.check] : [])))])(
    "makes the heartbeat unhealthy when it isn't so: %s",
    (check) => {
      expect(BROKEN.map((one) => one.check)).toContain(check);
    },
  );
});

describe("docs/readiness.md", () => {
  /** The rows of the table: id, what must be so, blocks, waivable, check. */
  const rows = readFileSync(path.resolve(__dirname, "../../../../docs/readiness.md"), "utf8")
    .split("\n")
    .filter((line) => line.startsWith("| `"))
    .map((line) => line.split("|").map((cell) => cell.trim().replaceAll("`", "")))
    .map(([, id = "", , blocks = "", waivable = "", check = ""]) => ({ id, blocks, waivable, check }));
  const generic = (id: string) =>
    id
      .replace(/^group\..*\./, "group.<group>.")
      .replace(/^connection\..*\./, "connection.<connection>.")
      .replace(/^task\..*/, "task.<task>")
      .replace(/\.secondary$/, ".<target>")
      .replace(/\.primary$/, ".<source>");
  const preconditions = evaluateReadiness(TOPOLOGY, observed(), "secondary");

  it("has each precondition once, in the order in which they are shown", () => {
    expect(rows.map(({ id }) => id)).toEqual([...new Set(preconditions.map(({ id }) => generic(id)))]);
  });

  it.each(preconditions)("tells what $id blocks, who may waive it, and which check of the heartbeat sees it", (one) => {
    const row = rows.find(({ id }) => id === generic(one.id));
    const by = COVERED.find(([pattern]) => pattern.test(one.id))?.[1];
    expect(row).toMatchObject({
      blocks: one.blocks === "always" ? "any" : "planned",
      waivable: one.waivable ? "yes" : "no",
      check: by !== undefined && "check" in by ? by.check : expect.stringMatching(/^none: /),
    });
  });
});

describe("what one account sees of a failover", () => {
  it.each<{
    case: string;
    writes: boolean;
    role: "primary" | "secondary" | undefined;
    observed: string;
    verdict: string;
  }>([
    { case: "nobody may write, and nobody can", writes: false, role: "secondary", observed: "NONE", verdict: "good" },
    { case: "nobody may write, whoever is active", writes: false, role: undefined, observed: "NONE", verdict: "good" },
    { case: "nobody may write, and this one can", writes: false, role: "primary", observed: "ALL", verdict: "bad" },
    { case: "the active account can write", writes: true, role: "primary", observed: "ALL", verdict: "good" },
    { case: "the active account can't write", writes: true, role: "primary", observed: "NONE", verdict: "bad" },
    { case: "the standby can write", writes: true, role: "secondary", observed: "ALL", verdict: "bad" },
    { case: "who is active isn't known", writes: true, role: undefined, observed: "ALL", verdict: "unknown" },
  ])("of writes through the catalog: $case", ({ writes, role, observed: seen, verdict }) => {
    const its: Observation<"primary" | "secondary"> = role === undefined ? LOST : known(role);
    expect(checkCatalogWrites({ database: "CLD", writes, role: its }, known(seen)).verdict).toBe(verdict);
    expect(checkCatalogWrites({ database: "CLD", writes, role: its }, LOST).verdict).toBe("unknown");
  });

  it.each<{ role: "primary" | "secondary" | undefined; leadsHere: boolean | undefined; found: string }>([
    { role: "primary", leadsHere: true, found: "good: it leads here" },
    { role: "secondary", leadsHere: false, found: "good: it leads to the other account" },
    { role: "primary", leadsHere: false, found: "bad: clients are led to the other account, and this one is active" },
    { role: "secondary", leadsHere: true, found: "bad: clients are led here, and this account is the standby" },
    { role: "secondary", leadsHere: undefined, found: "bad: it isn't in this account" },
    { role: undefined, leadsHere: true, found: "unknown: it can't be told" },
  ])("of the connection: $found", ({ role, leadsHere, found }) => {
    const its: Observation<"primary" | "secondary"> = role === undefined ? LOST : known(role);
    const { verdict, reason } = checkConnection("LAKE", its, known(leadsHere));
    expect(`${verdict}: ${reason}`).toBe(found);
    expect(checkConnection("LAKE", its, LOST)).toMatchObject({ verdict: "unknown", reason: "it can't be told" });
  });

  it("of the epoch: what is recorded, or why that can't be read", () => {
    expect(checkEpoch("T", known(3))).toMatchObject({ verdict: "good", reason: "3" });
    expect(checkEpoch("T", LOST)).toMatchObject({ verdict: "unknown", reason: "it can't be told" });
  });
});
