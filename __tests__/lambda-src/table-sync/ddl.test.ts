import fc from "fast-check";
import { readActual, readColumns } from "../../../lambda-src/table-sync/actual";
import { type Desired, type DesiredTable, desiredTable } from "../../../lambda-src/table-sync/desired";
import { markOf, readMark, renderMark } from "../../../lambda-src/table-sync/mark";
import { planTable } from "../../../lambda-src/table-sync/plan";
import { createTable } from "../../../lambda-src/table-sync/statements";
import { anyTable } from "./arbitrary-tables";
import { FakeSnowflake } from "./fake-snowflake";
import { SETTINGS } from "./fakes";

const isTable = (desired: Desired): desired is DesiredTable => desired.kind === "TABLE";

async function created(desired: DesiredTable): Promise<FakeSnowflake> {
  const sql = new FakeSnowflake();
  sql.addSchema("LAKE", "RAW");
  await sql.execute([createTable(desired, renderMark(markOf(desired)), { replace: false })]);
  return sql;
}

describe("any Glue table", () => {
  it("may have columns that are named as what every JavaScript object has", () => {
    const desired = desiredTable(
      {
        identity: { catalog: "111122223333", database: "lake__raw", table: "order" },
        version: { created: 1000, version: 0, updated: 1000 },
        tableType: "EXTERNAL_TABLE",
        parameters: {},
        columns: [
          { name: "__proto__", type: "string" },
          { name: "constructor", type: "string" },
        ],
        partitionKeys: [],
        storage: {
          location: "s3://lake/raw/order/",
          serde: "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe",
          serdeParameters: {},
          inputFormat: "",
        },
      },
      [],
      SETTINGS,
    );
    expect(isTable(desired) && desired.columns.map(({ expression }) => expression)).toEqual([
      "GET_IGNORE_CASE(VALUE, '__proto__')::VARCHAR",
      "GET_IGNORE_CASE(VALUE, 'constructor')::VARCHAR",
    ]);
  });

  it("is either refused with a reason, or becomes exactly the table that is wanted: its names, types and settings come back", async () => {
    let tables = 0;
    await fc.assert(
      fc.asyncProperty(anyTable, async (glue) => {
        const desired = desiredTable(glue, [], SETTINGS);
        if (!isTable(desired)) {
          expect(desired.reason).not.toBe("");
          return;
        }
        tables += 1;
        const sql = await created(desired);
        const partitions = desired.partitioning.kind === "NONE" ? [] : desired.partitioning.columns;
        expect(await readColumns(desired.name, sql)).toEqual([...desired.columns, ...partitions]);
        const actual = await readActual(desired.name, sql);
        expect(actual).toMatchObject({ kind: "TABLE", name: desired.name, mark: markOf(desired) });
        const { identity } = desired;
        const more = {
          registered: [],
          orphans: "DROP",
          createSchemas: false,
          adopt: false,
          partitionsChanged: false,
        } as const;
        expect(planTable({ identity, desired, actual, ...more })).toMatchObject({ kind: "STEPS", steps: [] });
      }),
      { numRuns: 500 },
    );
    // Otherwise the test would say little.
    expect(tables).toBeGreaterThan(50);
  });

  it("has a mark that is read back from its comment as it was written", () => {
    fc.assert(
      fc.property(anyTable, (glue) => {
        const desired = desiredTable(glue, [], SETTINGS);
        if (isTable(desired)) expect(readMark(renderMark(markOf(desired)))).toEqual(markOf(desired));
      }),
    );
  });
});
