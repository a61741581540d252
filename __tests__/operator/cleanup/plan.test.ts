import fc from "fast-check";
import type { AccountRole } from "../../../config/schema";
import { ALL_DATA_KINDS, type DataKind } from "../../../operator/cleanup/data-kinds";
import { Holdings } from "../../../operator/cleanup/holdings";
import { resourcesIn } from "../../../operator/cleanup/observation";
import { unconsented } from "../../../operator/cleanup/plan";
import { type CleanupPlan, stepTitle } from "../../../operator/cleanup/step";
import { World } from "./world";

const consents = fc.subarray([...ALL_DATA_KINDS]);
const withouts = fc.constantFrom<AccountRole | undefined>(undefined, "primary", "secondary");
const worlds = fc
  .record({ primary: fc.boolean(), secondary: fc.boolean() })
  .map(({ primary, secondary }) =>
    [primary && "primary", secondary && "secondary"].reduce<World>(
      (world, account) => (account === "primary" || account === "secondary" ? world.withPeoplesView(account) : world),
      new World(),
    ),
  );

const destroyed = ({ steps }: CleanupPlan) => steps.flatMap((step) => (step.kind === "destroy" ? [step.stack] : []));
const forgotten = ({ steps }: CleanupPlan) => steps.flatMap((step) => (step.kind === "forget" ? step.addresses : []));

/** Everything done, one step after the other. */
function finished(world: World, consent: Iterable<DataKind> = [], without?: AccountRole): World {
  return world.plan(consent, without).steps.reduce((now, step) => now.after(step), world);
}

describe("the plan of a cleanup", () => {
  it("takes each stack after all that need it, the secondary's groups before the primary's, and the lease's bucket last", () => {
    expect(destroyed(new World().plan())).toEqual([
      "secondary-data",
      "primary-data",
      "table-sync",
      "trust",
      "failover-secondary",
      "failover-primary",
      "secondary-account",
      "primary-account",
      "lake",
    ]);
    fc.assert(
      fc.property(worlds, consents, withouts, (world, consent, without) => {
        const order = destroyed(world.plan(consent, without));
        for (const [index, stack] of order.entries()) {
          const later = order.slice(index + 1);
          for (const other of later) expect(World.graph.get(other)).not.toContain(stack);
        }
      }),
    );
  });

  it("stops tasks and writes to the lake before anything", () => {
    expect(new World().plan().steps.slice(0, 2)).toEqual([
      {
        kind: "quiet",
        account: "primary",
        statements: [
          'ALTER TASK "ICEBERG_MONITORING"."MONITORING"."HEARTBEAT_TASK" SUSPEND',
          'ALTER TASK "ICEBERG_MONITORING"."MONITORING"."SYNC_PROD_TASK" SUSPEND',
          'ALTER DATABASE "ICEBERG_DEMO_CLD" UPDATE LINKED_CATALOG SET ALLOWED_WRITE_OPERATIONS = NONE',
        ],
      },
      expect.objectContaining({
        kind: "quiet",
        account: "secondary",
        statements: [expect.any(String), expect.any(String)],
      }),
    ]);
  });

  it("never destroys data of a kind that nobody has named", () => {
    fc.assert(
      fc.property(worlds, consents, withouts, (start, consent, without) => {
        let world = start;
        for (const step of start.plan(consent, without).steps) {
          if (step.kind === "empty-bucket") expect(consent).toContain(step.data);
          if (step.kind === "destroy") {
            const holdings = new Holdings(World.config, start.observation);
            const refused = resourcesIn(world.observation, step.stack).filter((resource) => {
              const holding = holdings.of(step.stack, resource);
              return holding.kind === "unknown" || (holding.kind === "data" && !consent.includes(holding.data));
            });
            expect(refused).toEqual([]);
            expect(unconsented(start.input(consent), step.stack, resourcesIn(world.observation, step.stack))).toEqual(
              [],
            );
          }
          world = world.after(step);
        }
      }),
    );
  });

  it("goes on after any cut with what was left", () => {
    fc.assert(
      fc.property(worlds, consents, withouts, fc.nat(), (start, consent, without, cut) => {
        const { steps } = start.plan(consent, without);
        const done = steps.slice(0, cut % (steps.length + 1));
        const now = done.reduce((world, step) => world.after(step), start);
        const again = done.filter((step) => step.kind === "empty-bucket" && step.data === "controller");
        const rest = steps.slice(done.length);
        // By beginning anew it has put its lease into the bucket again, as long as that is there.
        const expected = rest.some((step) => step.kind === "destroy" && step.stack === "controller")
          ? [...again, ...rest]
          : rest;
        expect(now.plan(consent, without).steps.map(stepTitle)).toEqual(expected.map(stepTitle));
      }),
    );
  });

  it("leaves a bucket with what protects it, the tables of a kept database, and Lake Formation's administrators", () => {
    const plan = new World().plan();
    const kept = forgotten(plan).map((address) => address.replace(/_\w{8}$/, ""));
    expect(kept).toEqual(
      expect.arrayContaining([
        "aws_s3_bucket.Bucket",
        "aws_s3_bucket_policy.Bucket_Policy",
        "aws_s3_bucket_public_access_block.Bucket_PublicAccessBlock",
        "aws_s3_bucket_versioning.Bucket_Versioning",
        "aws_glue_catalog_table.Database_Table-clicks",
        "aws_lakeformation_data_lake_settings.LakeFormation_Settings",
        "aws_secretsmanager_secret.Pipeline_Function_Key",
        "snowflake_database.Operations_Database",
        "snowflake_execute.Failover_LeftDatabase",
        "snowflake_table.Operations_Table-RECOVERY_POINT",
        "snowflake_table.Data_Monitoring_Table-HEARTBEAT_LOG",
      ]),
    );
    // Views over the lake come back with the next apply.
    expect(kept).not.toContain("snowflake_database.Data_Prod_Database");
    expect(kept).not.toContain("snowflake_execute.Data_CatalogLinked_Database");
    expect(plan.deletes).toEqual([]);
    expect(plan.keeps.map(({ data, what, holds }) => `${data}: ${what}: ${holds}`)).toEqual([
      "lake: s3://twinberg-demo-lake: 1.2 GB in 340 objects, 12 older versions",
      "glue: Glue database iceberg_advertising_db: 4 tables",
      "ops: database ICEBERG_OPS in EAST: 2,400 rows, 102 kB, in 2 tables",
      "ops: database ICEBERG_OPS in WEST: 2,400 rows, 102 kB, in 2 tables",
      "monitoring: database ICEBERG_MONITORING in EAST: 1,200 rows, 51.2 kB, in 1 table",
      "monitoring: database ICEBERG_MONITORING in WEST: 1,200 rows, 51.2 kB, in 1 table",
      "secrets: secret twinberg-table-sync-key: the table sync's private key",
      "controller: s3://twinberg-demo-controller: 4.1 kB in 3 objects, 9 older versions",
      "state: state files in .twinberg/state: of 10 stacks",
    ]);
  });

  it("forgets nothing when everything is named, empties buckets right before they go, and the state last of all", () => {
    const plan = new World().plan(ALL_DATA_KINDS);
    expect(forgotten(plan)).toEqual([]);
    expect(plan.keeps).toEqual([]);
    expect(plan.steps.slice(-5).map(stepTitle)).toEqual([
      "empty s3://twinberg-demo-lake: every object and every version",
      expect.stringMatching(/^lake: destroy \d+ resources$/),
      "empty s3://twinberg-demo-controller: every object and every version",
      expect.stringMatching(/^controller: destroy \d+ resources$/),
      expect.stringMatching(/^delete Terraform's state of controller, failover-primary, /),
    ]);
    const end = finished(new World(), ALL_DATA_KINDS).plan(ALL_DATA_KINDS);
    expect([end.steps, end.keeps, end.refusals]).toEqual([[], [], []]);
  });

  it("empties the controller's bucket also when it is found empty, as before the first drill: its own lease is in it by then", () => {
    const world = new World().withBucket("twinberg-demo-controller", { objects: 0, bytes: 0, older: 0, more: false });
    const { steps } = world.plan(ALL_DATA_KINDS);
    const end = steps.reduce((now, step) => now.after(step), world.withLease());
    expect(resourcesIn(end.observation, "controller")).toEqual([]);
    expect(steps.slice(-3).map(stepTitle)).toEqual([
      "empty s3://twinberg-demo-controller: every object and every version",
      expect.stringMatching(/^controller: destroy /),
      expect.stringMatching(/^delete Terraform's state/),
    ]);
  });

  it("keeps PROD where people have put something into it, and says what", () => {
    const world = new World().withPeoplesView("secondary");
    expect(world.plan().keeps).toContainEqual({
      data: "prod",
      account: "secondary",
      what: "database ICEBERG_PROD in WEST",
      holds: expect.stringContaining('made by others: "ICEBERG_PROD"."ADVERTISING"."MINE"'),
      owned: true,
    });
    const step = world.plan().steps.find((one) => one.kind === "forget" && one.stack === "secondary-data");
    expect(step).toMatchObject({ data: ["monitoring", "prod"] });
    expect(world.plan(["prod"]).deletes.map(({ what }) => what)).toEqual(["database ICEBERG_PROD in WEST"]);
  });

  it("says of data that it once left that they aren't its to remove any more", () => {
    const left = finished(new World());
    const plan = left.plan(["lake", "ops"]);
    expect(plan.steps).toEqual([]);
    expect(plan.deletes).toEqual([]);
    expect(plan.keeps.filter(({ data }) => data === "lake" || data === "ops").map(({ owned }) => owned)).toEqual([
      false,
      false,
      false,
    ]);
  });

  it("says what it can't remove, why, and who can", () => {
    const leaves = new World().plan().leaves.map(({ what, who }) => `${what}: ${who}`);
    expect(leaves).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^the user TERRAFORM in EAST, and its key pair: ACCOUNTADMIN: DROP USER "TERRAFORM"/),
        expect.stringMatching(/^ENABLE_ACCOUNT_DATABASE_REPLICATION of WEST: ORGADMIN: /),
        expect.stringMatching(/^clients and DNS records that name the connection LAKE: /),
      ]),
    );
  });
});

describe("a cleanup without an account", () => {
  const lost = (account: AccountRole) => {
    const world = new World();
    return world.with({
      accounts: { ...world.observation.accounts, [account]: { known: false, reason: "503 Service Unavailable" } },
    });
  };

  it("is refused unless that is said", () => {
    expect(lost("primary").plan().refusals).toEqual([
      {
        id: "account.primary",
        text: "the primary account EAST can't be looked at: 503 Service Unavailable",
        fix: expect.stringContaining("--without primary"),
      },
    ]);
    expect(lost("primary").plan([], "primary").refusals).toEqual([]);
  });

  it("removes all of the other one, when that is the secondary", () => {
    const plan = lost("primary").plan([], "primary");
    expect(destroyed(plan)).toEqual(["secondary-data", "trust", "failover-secondary", "secondary-account", "lake"]);
    expect(plan.stays.map(({ stack }) => stack).sort()).toEqual([
      "failover-primary",
      "primary-account",
      "primary-data",
      "table-sync",
    ]);
  });

  it("leaves the primary's groups, which can't be dropped while there are replicas, with what they need", () => {
    const plan = lost("secondary").plan([], "secondary");
    expect(destroyed(plan)).toEqual(["primary-data", "table-sync", "trust", "lake"]);
    expect(plan.stays).toEqual(
      expect.arrayContaining([
        { stack: "failover-primary", why: expect.stringContaining("while WEST has the other halves") },
        { stack: "primary-account", why: "failover-primary needs it" },
      ]),
    );
  });

  it("leaves the secondary's groups after a failover for the same reason", () => {
    const promoted = lost("primary").withAccount("secondary", (seen) => ({
      ...seen,
      groups: new Map([...seen.groups.keys()].map((name) => [name, "primary"])),
    }));
    expect(destroyed(promoted.plan([], "primary"))).toEqual(["secondary-data", "trust", "lake"]);
  });

  it("keeps the state, whatever is consented to: it is needed for what remains", () => {
    const plan = lost("primary").plan(ALL_DATA_KINDS, "primary");
    expect(plan.keeps.map(({ data }) => data)).toEqual(["state"]);
    expect(plan.steps.some(({ kind }) => kind === "delete-state")).toBe(false);
  });
});

describe("a cleanup is refused", () => {
  it.each<[string, World, string]>([
    [
      "when somebody has the controller's lease",
      new World().withController({ lease: { holder: "ann@ops", drill: "E7", until: "2026-01-01T00:02:00Z" } }),
      "controller.lease",
    ],
    ["when a drill is unfinished", new World().withController({ unfinished: "E7" }), "controller.drill"],
    [
      "when that can't be told",
      new World().with({ controller: { known: false, reason: "AccessDenied" } }),
      "controller",
    ],
    ["when AWS doesn't answer", new World().with({ aws: { known: false, reason: "ExpiredToken" } }), "aws"],
    [
      "when a stack's state can't be read",
      new World().with({
        stacks: new Map([...new World().observation.stacks, ["lake", { known: false, reason: "locked" }]]),
      }),
      "state.lake",
    ],
    [
      "when the accounts have changed sides",
      (["primary", "secondary"] as const).reduce(
        (world, account) =>
          world.withAccount(account, (seen) => ({
            ...seen,
            groups: new Map(
              [...seen.groups.keys()].map((name) => [name, account === "primary" ? "secondary" : "primary"]),
            ),
          })),
        new World(),
      ),
      "twin.failed-over",
    ],
    [
      "with another configuration than it was deployed with",
      new World().with({
        stacks: new Map([
          ...new World().observation.stacks,
          [
            "primary-data",
            { known: true, value: [{ address: "snowflake_database.X", type: "snowflake_database", name: "OLD_PROD" }] },
          ],
        ]),
      }),
      "configuration.primary-data",
    ],
  ])("%s", (_case, world, id) => {
    expect(world.plan(ALL_DATA_KINDS).refusals.map((one) => one.id)).toEqual([id]);
  });

  it("not after the groups are gone: there are no sides any more", () => {
    expect(finished(new World()).plan().refusals).toEqual([]);
  });
});
