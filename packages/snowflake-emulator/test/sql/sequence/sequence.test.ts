import { nextValues } from "../../../src/objects/sequence";
import { Bench } from "../../support/accounts";

describe("sequences", () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = new Bench();
    await bench.run(
      "CREATE DATABASE d",
      "CREATE SEQUENCE d.public.s START WITH 10 INCREMENT BY -5 ORDER COMMENT = 'x'",
    );
  });

  it("are shown and described", async () => {
    const row = {
      name: "S",
      database_name: "D",
      schema_name: "PUBLIC",
      next_value: "10",
      interval: "-5",
      owner: "ACCOUNTADMIN",
      comment: "x",
      owner_role_type: "ROLE",
      ordered: "Y",
    };
    expect(await bench.row("SHOW SEQUENCES LIKE 's' IN SCHEMA d.public")).toMatchObject(row);
    expect(await bench.row("DESC SEQUENCE d.public.s")).toMatchObject(row);
  });

  it("give each value once and count on", async () => {
    const { SEQUENCE } = bench.account.state.objects;
    const [sequence] = [...SEQUENCE.values()];
    if (sequence === undefined) throw new Error("no sequence");
    const take = (count: number) => bench.account.state.changes.transact(() => nextValues(SEQUENCE, sequence, count));
    expect(take(3)).toEqual([10n, 5n, 0n]);
    expect(take(1)).toEqual([-5n]);
    expect(await bench.row("SHOW SEQUENCES IN DATABASE d")).toMatchObject({ next_value: "-10" });
  });

  it("are altered, but NOORDER stays", async () => {
    await bench.run(
      "ALTER SEQUENCE d.public.s SET INCREMENT BY = 2",
      "ALTER SEQUENCE d.public.s SET NOORDER, COMMENT = 'y'",
      "ALTER SEQUENCE d.public.s RENAME TO d.public.s2",
    );
    expect(await bench.row("SHOW SEQUENCES IN DATABASE d")).toMatchObject({ name: "S2", interval: "2", ordered: "N" });
    expect(await bench.error("ALTER SEQUENCE d.public.s2 SET ORDER")).toMatch(/^001422/);
    expect(await bench.error("CREATE SEQUENCE d.public.z INCREMENT = 0")).toMatch(/^001008/);
    await bench.run("DROP SEQUENCE d.public.s2");
    expect(await bench.rows("SHOW SEQUENCES IN DATABASE d")).toEqual([]);
  });
});
