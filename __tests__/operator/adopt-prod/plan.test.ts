import fc from "fast-check";
import type { DatabaseContent } from "../../../operator/adopt-prod/content";
import { type MigrationFacts, type MigrationStep, planMigration } from "../../../operator/adopt-prod/plan";

const CONTENT: DatabaseContent = {
  owner: "ICEBERG_ADMIN",
  schemas: [{ name: "ADVERTISING", managedAccess: false, comment: "", owner: "ICEBERG_ADMIN" }],
  views: [{ schema: "ADVERTISING", name: "V", kind: "", rest: " AS SELECT 1 AS A", owner: "ICEBERG_ADMIN" }],
  grants: [
    {
      privilege: "SELECT",
      on: "VIEW",
      path: ["ADVERTISING", "V"],
      type: "",
      role: "ICEBERG_ANALYST",
      grantable: false,
    },
  ],
};
const HALF: DatabaseContent = { ...CONTENT, views: [], grants: [] };

type Database = "replica" | "own" | "built" | "half built" | undefined;

/** Both accounts, as far as a migration changes them. */
interface World {
  readonly prod: Database;
  readonly next: Database;
  /** `bare`: made again, and who could look at it can't yet. */
  readonly group: "active" | "suspended" | "gone" | "bare";
  readonly listed: boolean;
  readonly saved: "no" | "in the file" | "twice";
}

const BEGIN: World = { prod: "replica", next: undefined, group: "active", listed: true, saved: "no" };

const seen = (database: Database): MigrationFacts["prod"] =>
  database === undefined
    ? undefined
    : {
        kind: database === "half built" ? "built" : database,
        content: database === "half built" ? HALF : CONTENT,
        obstacles: [],
      };

const factsOf = ({ prod, next, group, listed, saved }: World): MigrationFacts => ({
  prod: seen(prod),
  next: seen(next),
  group:
    prod === "replica" || saved !== "no"
      ? { name: "FG", here: group === "bare" ? "active" : group, lists: listed, missesGrants: group === "bare" }
      : undefined,
  saved: saved === "no" ? undefined : { group: "FG", groupGrants: [], content: CONTENT },
  savedTwice: saved === "twice",
});

/** What a step makes of the world; killed on the way, what it leaves. */
function after(world: World, step: MigrationStep, killed: boolean): World {
  switch (step) {
    case "suspend":
      return killed ? world : { ...world, group: "suspended" };
    case "save":
      return { ...world, saved: killed ? "in the file" : "twice" };
    case "build":
      return { ...world, next: killed ? "half built" : "built" };
    case "unlist":
      return killed ? world : { ...world, listed: false };
    case "free":
      return killed ? world : { ...world, group: "gone", prod: world.prod === "replica" ? "own" : world.prod };
    case "swap":
      return killed ? world : { ...world, prod: world.next, next: world.prod };
    case "rename":
      return killed ? world : { ...world, prod: world.next, next: undefined };
    case "regroup":
      return { ...world, group: killed ? "bare" : "active" };
    case "drop":
      return killed ? world : { ...world, next: undefined };
  }
}

/** What the replica group's schedule does, whenever it comes. */
function refresh(world: World): World {
  const dropped = (world.group === "active" || world.group === "bare") && !world.listed && world.prod === "replica";
  return dropped ? { ...world, prod: undefined } : world;
}

/** Definitions are somewhere, whole. */
const isKept = ({ prod, next, saved }: World): boolean =>
  saved !== "no" || [prod, next].some((database) => database !== undefined && database !== "half built");

describe("the plan of making PROD independent", () => {
  it("takes a replica through every step, in order", () => {
    const plan = planMigration(factsOf(BEGIN));
    expect(plan).toEqual({
      kind: "steps",
      steps: ["suspend", "save", "build", "unlist", "free", "swap", "regroup", "drop"],
    });
  });

  it("ends the same, loses nothing and never leaves applications without a database, wherever it is killed and refreshed", () => {
    const events = fc.array(fc.constantFrom("go on", "killed before", "killed on the way", "refreshed"), {
      maxLength: 40,
    });
    fc.assert(
      fc.property(events, (chaos) => {
        let world = BEGIN;
        const must = () => {
          expect({
            world,
            kept: isKept(world),
            answers: world.prod !== undefined && world.prod !== "half built",
          }).toEqual({
            world,
            kept: true,
            answers: true,
          });
        };
        for (const event of [...chaos, ...Array.from({ length: 12 }, () => "go on")]) {
          world = refresh(world);
          if (event === "refreshed" || event === "killed before") continue;
          const plan = planMigration(factsOf(world));
          expect(plan.kind).not.toBe("refused");
          const [step] = plan.kind === "steps" ? plan.steps : [];
          if (step !== undefined) world = after(world, step, event === "killed on the way");
          must();
        }
        expect(world).toEqual({ prod: "built", next: undefined, group: "active", listed: false, saved: "twice" });
        expect(planMigration(factsOf(world)).kind).toBe("done");
      }),
    );
  });

  it("makes a database again that a refresh has dropped, from what was saved", () => {
    const world: World = { prod: undefined, next: undefined, group: "active", listed: false, saved: "twice" };
    expect(planMigration(factsOf(world))).toEqual({ kind: "steps", steps: ["build", "rename"] });
  });

  it("has nothing to do once it is done, also when an apply has changed the comment that says who made it", () => {
    const world: World = { prod: "built", next: undefined, group: "active", listed: false, saved: "twice" };
    expect(planMigration(factsOf(world)).kind).toBe("done");
    expect(planMigration(factsOf({ ...world, prod: "own" })).kind).toBe("done");
  });

  it("never drops a database of the temporary name that holds anything else", () => {
    const world: World = { prod: "built", next: "own", group: "active", listed: false, saved: "twice" };
    expect(planMigration(factsOf(world))).toEqual({ kind: "steps", steps: ["drop"] });
    const stranger: MigrationFacts["next"] = { kind: "own", content: HALF, obstacles: [] };
    expect(planMigration({ ...factsOf(world), next: stranger }).kind).toBe("done");
  });

  it("has nothing to do with a database that was never a replica", () => {
    expect(planMigration({ ...factsOf(BEGIN), prod: seen("own"), group: undefined }).kind).toBe("done");
  });

  it.each<[string, Partial<MigrationFacts>, RegExp]>([
    ["a database that is gone, with nothing saved", { prod: undefined, group: undefined }, /nothing of it was saved/],
    [
      "a group that was failed over",
      { group: { name: "FG", here: "promoted", lists: true, missesGrants: false } },
      /fail back first/,
    ],
    [
      "what isn't a view",
      { prod: { kind: "replica", content: CONTENT, obstacles: ["tables MONITORING.LOG"] } },
      /tables MONITORING.LOG/,
    ],
    ["a stranger's database of the temporary name", { next: seen("own") }, /somebody else's/],
    [
      "a stranger's database where the one that is gone would be made again",
      { prod: undefined, next: seen("own"), saved: { group: "FG", groupGrants: [], content: CONTENT } },
      /somebody else's/,
    ],
  ])("refuses %s", (_what, changed, reason) => {
    const plan = planMigration({ ...factsOf(BEGIN), ...changed });
    expect(plan).toMatchObject({ kind: "refused", reasons: [expect.stringMatching(reason)] });
  });
});
