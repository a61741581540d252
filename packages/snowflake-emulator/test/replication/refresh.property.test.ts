import fc from "fast-check";
import { accountUnreachable } from "../../src/errors";
import { objectsIn } from "../../src/replication/copied-objects";
import { globalId } from "../../src/replication/global-ids";
import type { Bench } from "../support/accounts";
import { type OrganizationBench, organizationBench } from "../support/organization";

/** Something that happens: a statement on the primary, or an event between the accounts. */
type Happening =
  | { readonly kind: "statement"; readonly sql: string }
  | { readonly kind: "refresh" }
  /** The primary's account goes away when it is asked for the n-th time. */
  | { readonly kind: "failing refresh"; readonly at: number }
  | { readonly kind: "promote" };

const name = fc.constantFrom("a", "b", "c");
const schema = fc.constantFrom("s", "u");
const path = fc.tuple(schema, name).map((parts) => parts.join("."));

const statement = fc
  .oneof(
    schema.map((one) => `CREATE SCHEMA ${one}`),
    schema.map((one) => `DROP SCHEMA ${one}`),
    path.map((one) => `CREATE TABLE ${one} (x NUMBER)`),
    path.map((one) => `CREATE OR REPLACE TABLE ${one} (x NUMBER, y VARCHAR DEFAULT 'd')`),
    path.map((one) => `DROP TABLE ${one}`),
    fc.tuple(path, path).map(([from, to]) => `ALTER TABLE ${from} RENAME TO ${to}`),
    fc.tuple(path, path).map(([one, other]) => `ALTER TABLE ${one} SWAP WITH ${other}`),
    path.map((one) => `ALTER TABLE ${one} ADD COLUMN z NUMBER DEFAULT 4`),
    path.map((one) => `ALTER TABLE ${one} DROP COLUMN z`),
    fc.tuple(path, fc.integer({ min: 0, max: 9 })).map(([one, x]) => `INSERT INTO ${one} (x) VALUES (${x})`),
    path.map((one) => `DELETE FROM ${one} WHERE x > 4`),
    path.map((one) => `UPDATE ${one} SET x = x + 1`),
    path.map((one) => `CREATE TABLE IF NOT EXISTS ${one} (x NUMBER)`),
    path.map((one) => `CREATE VIEW ${one}_v AS SELECT x FROM ${one.split(".")[1] ?? ""}`),
    path.map((one) => `CREATE OR REPLACE SEQUENCE ${one}_q START = 3`),
    schema.map((one) => `CREATE TAG ${one}.g`),
    fc.tuple(path, schema).map(([one, of]) => `ALTER TABLE ${one} SET TAG ${of}.g = 'v'`),
    path.map((one) => `COMMENT ON TABLE ${one} IS 'c'`),
  )
  .map((sql): Happening => ({ kind: "statement", sql }));

const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 14, arbitrary: statement },
  { weight: 3, arbitrary: fc.constant({ kind: "refresh" } as const) },
  { weight: 1, arbitrary: fc.integer({ min: 1, max: 2 }).map((at) => ({ kind: "failing refresh", at }) as const) },
  { weight: 1, arbitrary: fc.constant({ kind: "promote" } as const) },
);

const byText = (a: unknown, b: unknown) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);

/** Everything that a database holds, ids replaced by names and global ids, with its rows. */
async function contentOf(side: Bench, database: string) {
  const { account } = side;
  const { state } = account;
  const id = state.objects.DATABASE.get(database)?.id;
  if (id === undefined) throw new Error(`no ${database}`);
  const objects = objectsIn(state, id);
  const everywhere = (one: number | null) => (one === id ? "database" : one === null ? null : globalId(account, one));
  const plain = objects.map(({ type, object }) => {
    const { id: own, parentId, ownerRoleId: _owner, ...rest } = object;
    const { rowsFrom: _rows, ...content } = { rowsFrom: undefined, ...rest };
    return { type, id: everywhere(own), parent: everywhere(parentId), ...content };
  });
  const tags = objects.flatMap(({ object }) =>
    state.attachments.tags
      .byRight(String(object.id))
      .map((tag) => [everywhere(tag.tagId), everywhere(tag.objectId), tag.column, tag.value].join(" ")),
  );
  const data: unknown[] = [];
  for (const { type, object } of objects) {
    if (type !== "TABLE") continue;
    const parent = state.objects.SCHEMA.byId(object.parentId)?.name ?? "";
    const rows = await side.rows(`SELECT * FROM ${database}.${parent}.${object.name}`);
    data.push([parent, object.name, [...rows].sort(byText)]);
  }
  return { objects: plain.sort(byText), tags: tags.sort(), rows: data.sort(byText) };
}

let bench: OrganizationBench;
let runs = 0;

beforeAll(() => {
  bench = organizationBench();
});

it("a refresh makes the replica what the primary is, whatever happened before, and one that fails changes nothing", async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(happening, { minLength: 5, maxLength: 25 }), async (happenings) => {
      runs += 1;
      const database = `D${runs}`;
      let [primary, replica] = [bench.east, bench.west];
      const refresh = () => replica.run(`ALTER DATABASE ${database} REFRESH`);
      const same = async () => {
        await refresh();
        const [here, there] = [await contentOf(primary, database), await contentOf(replica, database)];
        expect(there).toEqual(here);
      };
      await primary.run(
        `CREATE DATABASE ${database}`,
        `ALTER DATABASE ${database} ENABLE REPLICATION TO ACCOUNTS org.west`,
        `ALTER DATABASE ${database} ENABLE FAILOVER TO ACCOUNTS org.west`,
      );
      await replica.run(`CREATE DATABASE ${database} AS REPLICA OF org.east.${database}`);
      for (const one of happenings) {
        if (one.kind === "refresh") await same();
        else if (one.kind === "promote") {
          await replica.run(`ALTER DATABASE ${database} PRIMARY`);
          [primary, replica] = [replica, primary];
        } else if (one.kind === "failing refresh") {
          const before = await contentOf(replica, database);
          let times = 0;
          replica.reach = () => {
            times += 1;
            if (times === one.at) throw accountUnreachable("there");
          };
          await expect(refresh()).rejects.toThrow("cannot be reached");
          replica.reach = () => undefined;
          expect(await contentOf(replica, database)).toEqual(before);
        } else {
          await primary.run(`USE DATABASE ${database}`);
          // Many make no sense where they stand: an error changes nothing.
          await primary.rows(one.sql).catch(() => undefined);
        }
      }
      await same();
    }),
    { numRuns: 20 },
  );
});
