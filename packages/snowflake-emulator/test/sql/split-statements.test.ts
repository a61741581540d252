import fc from "fast-check";
import { type StatementPart, splitStatements } from "../../src/sql/split-statements";
import { tokenize } from "../../src/sql/tokenizer";

const split = (sql: string) => splitStatements(sql, tokenize(sql));
const texts = (sql: string) => split(sql).map((part) => part.text);

/** What the part's own text is cut into. */
const alone = ({ text }: StatementPart) => tokenize(text).map(({ line, column, value }) => ({ line, column, value }));
const places = ({ tokens }: StatementPart) => tokens.map(({ line, column, value }) => ({ line, column, value }));

describe("several statements in a text", () => {
  it("are cut at semicolons, empty ones left out", () => {
    expect(texts("SELECT 1;; SELECT 2 ; -- end\n;")).toEqual(["SELECT 1", "SELECT 2"]);
    expect(texts(" -- nothing")).toEqual([]);
  });

  it("keep a single one as it is written", () => {
    const [only, ...others] = split("  SELECT 1 -- one\n;");
    expect(others).toEqual([]);
    expect(only).toMatchObject({ text: "  SELECT 1 -- one\n;", line: 1, column: 0 });
    expect(only?.tokens[0]).toMatchObject({ column: 2 });
  });

  it("don't end within literals, names, bodies and comments", () => {
    expect(texts(`SELECT ';', ";", $$;$$ /* ; */ -- ;\n; SELECT 2`)).toEqual([`SELECT ';', ";", $$;$$`, "SELECT 2"]);
  });

  it("know where they begin, and count their own places from there", () => {
    const [, second] = split("SELECT 1;\n  SELECT\n 2");
    expect(second).toMatchObject({ line: 2, column: 2 });
    expect(second && places(second)).toEqual([
      { line: 1, column: 0, value: "SELECT" },
      { line: 2, column: 1, value: "2" },
      { line: 2, column: 2, value: "" },
    ]);
  });

  it.each([
    "BEGIN SELECT 1; END",
    "DECLARE x INT; BEGIN RETURN 1; END",
    "SELECT 1; BEGIN INSERT INTO t VALUES (1); END;",
    "CREATE TASK t AS BEGIN SELECT 1; END",
  ])("are no blocks: %s", (sql) => {
    expect(() => split(sql)).toThrow("not emulated: Snowflake Scripting blocks");
  });

  it("may open transactions", () => {
    expect(texts("BEGIN; SELECT 1; COMMIT")).toEqual(["BEGIN", "SELECT 1", "COMMIT"]);
    expect(texts("BEGIN TRANSACTION; SELECT 1")).toEqual(["BEGIN TRANSACTION", "SELECT 1"]);
    expect(texts("BEGIN WORK; BEGIN NAME x")).toHaveLength(2);
  });

  it("mean the same together as alone", () => {
    const piece = fc.constantFrom("SELECT 'a;b'", "x = $$;$$", '"n;m"', "1 /* ; */ 2", "a\n  b");
    fc.assert(
      fc.property(fc.array(piece, { minLength: 2 }), (pieces) => {
        const parts = split(pieces.join(";\n"));
        expect(parts.map((part) => part.text)).toEqual(pieces);
        for (const part of parts) expect(places(part)).toEqual(alone(part));
      }),
    );
  });
});
