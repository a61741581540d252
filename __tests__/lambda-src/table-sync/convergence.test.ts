import fc from "fast-check";
import type { SyncSettings } from "../../../lambda-src/table-sync/settings";
import { sweep } from "../../../lambda-src/table-sync/sweep";
import { planOne, StaleReading, syncTable, TableIsBusy } from "../../../lambda-src/table-sync/sync-table";
import { definition } from "./arbitrary-tables";
import { type FakeWorld, fakeWorld, glueTable, identityOf, SETTINGS } from "./fakes";

const TABLES = ["t1", "t2", "t3"];

/** What happens: a change in Glue, an event that arrives (any earlier one, again or late), or Snowflake failing for once. */
const happening = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant("CHANGE" as const),
      table: fc.constantFrom(...TABLES),
      to: fc.option(definition, { nil: undefined }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant("EVENT" as const), which: fc.nat(), partitions: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("FAILURE" as const), after: fc.nat(3) }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant("DROPPED" as const), table: fc.constantFrom(...TABLES) }) },
);

/** Snowflake's state as far as the sync is to bring it about. The order of columns and partitions is nobody's concern. */
function stateOf({ sql }: FakeWorld) {
  return [...sql.tables.values()]
    .map(({ name, columns, partitionBy, given, location, format, comment, autoRefresh, partitions }) => ({
      name,
      columns: columns.map((column) => JSON.stringify(column)).sort(),
      ...{ partitionBy, given, location, format, comment, autoRefresh },
      partitions: partitions.map((partition) => JSON.stringify(partition)).sort(),
    }))
    .sort((one, other) => (String(one.name) < String(other.name) ? -1 : 1));
}

async function quietly(work: Promise<unknown>): Promise<void> {
  try {
    await work;
  } catch (error) {
    if (error instanceof TableIsBusy || error instanceof StaleReading) return;
    if (!(error instanceof Error && error.message === "Snowflake is away")) throw error;
  }
}

/** Lets everything happen, then sweeps once. */
async function live(
  happenings: readonly (typeof happening extends fc.Arbitrary<infer Item> ? Item : never)[],
  settings: SyncSettings,
) {
  const world = fakeWorld();
  const events: string[] = [];
  let clock = 0;
  for (const one of happenings) {
    clock += 1;
    world.pass(1000);
    switch (one.kind) {
      case "CHANGE": {
        events.push(one.table);
        const before = world.glue.stored.get(JSON.stringify(Object.values(identityOf(one.table))))?.table;
        if (one.to === undefined) world.glue.delete(identityOf(one.table));
        else {
          const version =
            before === undefined
              ? { created: clock, version: 0, updated: clock }
              : { ...before.version, version: before.version.version + 1, updated: clock };
          world.glue.put(glueTable({ ...one.to.table, table: one.table, version }), one.to.partitions);
        }
        break;
      }
      case "EVENT": {
        const table = events[one.which % Math.max(events.length, 1)];
        if (table === undefined) break;
        await quietly(
          syncTable({ identity: identityOf(table), cause: one.partitions ? "PARTITIONS" : "TABLE" }, world, settings),
        );
        break;
      }
      case "FAILURE": {
        let left = one.after;
        world.sql.before = () => {
          left -= 1;
          if (left >= 0) return;
          world.sql.before = () => undefined;
          throw new Error("Snowflake is away");
        };
        break;
      }
      case "DROPPED":
        world.sql.tables.delete(JSON.stringify(["LAKE", "RAW", one.table.toUpperCase()]));
        break;
    }
  }
  world.sql.before = () => undefined;
  world.pass(3_600_000);
  const swept = await sweep({ hasTime: () => true }, world, settings);
  expect(swept.failed).toEqual([]);
  return world;
}

/** What comes of Glue's last state alone. */
async function fromScratch({ glue }: FakeWorld, settings: SyncSettings) {
  const world = { ...fakeWorld(), glue };
  await sweep({ hasTime: () => true }, world, settings);
  return world;
}

describe.each(["auto refresh", "no auto refresh"])(
  "with %s, whatever order, doubles and losses events come with",
  (mode) => {
    const settings = { ...SETTINGS, autoRefresh: mode === "auto refresh" };

    it("after one sweep Snowflake has what Glue's last state says, and nothing is left to do", async () => {
      await fc.assert(
        fc.asyncProperty(fc.array(happening, { maxLength: 25 }), async (happenings) => {
          const world = await live(happenings, settings);
          expect(stateOf(world)).toEqual(stateOf(await fromScratch(world, settings)));
          for (const table of TABLES) {
            const { plan } = await planOne(identityOf(table), world, settings);
            expect(plan).toMatchObject({ kind: "STEPS", steps: [] });
          }
        }),
        { numRuns: 300 },
      );
    });
  },
);
