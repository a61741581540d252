import { Bench } from "../../support/accounts";

describe("secrets", () => {
  let bench: Bench;
  beforeEach(async () => {
    bench = new Bench();
    await bench.run(
      "CREATE DATABASE d",
      "CREATE SECRET d.public.s TYPE = GENERIC_STRING SECRET_STRING = 'hush hush' COMMENT = 'token'",
    );
  });

  it("never show their text, not even in the history", async () => {
    await bench.run("ALTER SECRET d.public.s SET SECRET_STRING = 'hush again'");
    const shown = [
      await bench.rows("SHOW SECRETS IN DATABASE d"),
      await bench.rows("DESCRIBE SECRET d.public.s"),
      [...bench.account.queries.all()].map((query) => query.record?.sqlText),
    ];
    expect(shown[0]).toEqual([
      expect.objectContaining({ name: "S", secret_type: "GENERIC_STRING", comment: "token", owner_role_type: "ROLE" }),
    ]);
    expect(JSON.stringify(shown)).not.toMatch("hush");
  });

  it("are altered, renamed and dropped; other types are refused by name", async () => {
    await bench.run("ALTER SECRET d.public.s RENAME TO d.public.t", "ALTER SECRET d.public.t UNSET COMMENT");
    expect(await bench.row("SHOW SECRETS IN SCHEMA d.public")).toMatchObject({ name: "T", comment: "" });
    expect(await bench.error("CREATE SECRET d.public.p TYPE = PASSWORD USERNAME = 'a' PASSWORD = 'b'")).toMatch(
      "not emulated: secrets of TYPE = PASSWORD",
    );
    expect(await bench.error("CREATE SECRET d.public.p TYPE = GENERIC_STRING")).toMatch(
      "Missing option(s): [SECRET_STRING]",
    );
    await bench.run("DROP SECRET d.public.t");
  });
});
