import { syncTable } from "../../../lambda-src/table-sync/sync-table";
import { fakeWorld, glueTable, identityOf, SETTINGS } from "./fakes";

describe("one table is brought in step", () => {
  it("a new table becomes an external table under its upper-case name, quoted", async () => {
    const world = fakeWorld();
    world.glue.put(glueTable());
    const { fact, steps } = await syncTable({ identity: identityOf("events"), cause: "TABLE" }, world, SETTINGS);
    expect(steps.map(({ action }) => action)).toEqual(["CREATE"]);
    expect(steps[0]?.sql.replace(/ COMMENT = .*/, "")).toBe(
      `CREATE EXTERNAL TABLE "LAKE"."RAW"."EVENTS" ("ID" NUMBER(19,0) AS (GET_IGNORE_CASE(VALUE, 'id')::NUMBER(19,0)), ` +
        `"WHAT" VARCHAR AS (GET_IGNORE_CASE(VALUE, 'what')::VARCHAR)) LOCATION = @"LAKE"."OPS"."RAW"/events/ AUTO_REFRESH = TRUE FILE_FORMAT = (TYPE = PARQUET)`,
    );
    expect(fact).toMatchObject({ state: "IN_STEP", target: '"LAKE"."RAW"."EVENTS"', leasedUntil: 0 });
  });
});
