import { expand } from "./template";

describe("a template", () => {
  it("stands for the statement without its optional parts, with each alone, and with all", () => {
    expect(expand("DROP ROLE [IF EXISTS] r [CASCADE]")).toEqual([
      "DROP ROLE r",
      "DROP ROLE IF EXISTS r",
      "DROP ROLE r CASCADE",
      "DROP ROLE IF EXISTS r CASCADE",
    ]);
  });

  it("stands for each of its choices, and for the optional parts inside of them", () => {
    expect(expand("ALTER ROLE r {RENAME TO s|SET COMMENT = 'c' [, X = 1]|UNSET COMMENT}")).toEqual([
      "ALTER ROLE r RENAME TO s",
      "ALTER ROLE r SET COMMENT = 'c'",
      "ALTER ROLE r SET COMMENT = 'c' , X = 1",
      "ALTER ROLE r UNSET COMMENT",
    ]);
  });
});
