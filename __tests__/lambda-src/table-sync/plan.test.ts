import { syncTable } from "../../../lambda-src/table-sync/sync-table";
import { fakeWorld, glueTable, identityOf, SETTINGS } from "./fakes";

const far = "s3://lake/far";
const partitioned = (values: readonly (readonly [string, string])[]) =>
  values.map(([value, location]) => ({ values: [value], location }));

it("partitions that are gone are dropped, others of the same place are registered again, new ones added", async () => {
  const world = fakeWorld();
  const table = glueTable({ partitionKeys: [{ name: "dt", type: "string" }] });
  const request = { identity: identityOf("events"), cause: "PARTITIONS" } as const;
  world.glue.put(
    table,
    partitioned([
      ["a", far],
      ["b", far],
      ["c", "s3://lake/c"],
    ]),
  );
  await syncTable(request, world, SETTINGS);
  world.glue.put(
    table,
    partitioned([
      ["b", far],
      ["c", "s3://lake/c"],
      ["d", "s3://lake/d"],
    ]),
  );
  const { steps } = await syncTable(request, world, SETTINGS);
  expect(steps.map(({ sql }) => sql.replace(/^ALTER EXTERNAL TABLE "LAKE"."RAW"."EVENTS" /, ""))).toEqual([
    "DROP PARTITION LOCATION 'far/'",
    `ADD PARTITION ("DT" = 'd') LOCATION 'd/'`,
    `ADD PARTITION ("DT" = 'b') LOCATION 'far/'`,
  ]);
  expect((await syncTable(request, world, SETTINGS)).steps).toEqual([]);
});
