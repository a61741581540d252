import fc from "fast-check";
import { SnowflakeError } from "../../src/errors";
import { type Binding, bindTokens, readBindings } from "../../src/sql/binds";
import { tokenize } from "../../src/sql/tokenizer";

type Values = Readonly<Record<string, Binding>>;

const bind = (sql: string, values: Values) => bindTokens(tokenize(sql), new Map(Object.entries(values)));

/** The tokens' kinds and values in one line. */
async function shown(sql: string, values: Values): Promise<string> {
  const { tokens } = await bind(sql, values);
  const text = tokens.map((token) => (token.kind === "string" ? `'${token.value}'` : token.value));
  return text.filter((one) => one !== "").join(" ");
}

async function failure(work: Promise<unknown>): Promise<string> {
  const error: unknown = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof SnowflakeError)) throw new Error("expected an error");
  return `${error.code} (${error.sqlState}): ${error.message}`;
}

describe("bind variables", () => {
  it("are taken in order for ? and by number for :1", async () => {
    const values = { 1: { type: "FIXED", value: "7" }, 2: { type: "TEXT", value: "a" } };
    expect(await shown("SELECT ?, ?", values)).toBe("SELECT 7 , 'a'");
    expect(await shown("SELECT :2, :1, :2", values)).toBe("SELECT 'a' , 7 , 'a'");
    expect((await bind("SELECT :2, :1, :2", values)).placeholders).toBe(2);
  });

  it("leave question marks in literals, names and comments alone", async () => {
    const values = { 1: { type: "FIXED", value: "7" } };
    expect(await shown(`SELECT '?', "?", $$?$$, /* ? */ ? -- ?`, values)).toBe("SELECT '?' , ? , '?' , 7");
  });

  it("leave a colon alone that belongs to the value before it", async () => {
    const values = { 1: { type: "FIXED", value: "7" } };
    expect(await shown("SELECT v:1, v[0]:1, f(x):1, :1, (:1), x=:1", values)).toBe(
      "SELECT V : 1 , V [ 0 ] : 1 , F ( X ) : 1 , 7 , ( 7 ) , X = 7",
    );
    expect(await shown("SELECT :1", {})).toBe("SELECT : 1");
  });

  it.each<[string, Binding, string]>([
    ["whole number", { type: "FIXED", value: "12" }, "12"],
    ["negative number, with its sign in parentheses", { type: "FIXED", value: "-12.50" }, "( - 12.50 )"],
    ["number with an exponent", { type: "FIXED", value: "1E+3" }, "1E+3"],
    ["number without digits before the point", { type: "FIXED", value: ".5" }, "0.5"],
    ["real", { type: "REAL", value: "-1.5e-7" }, "( - 1.5e-7 ) :: FLOAT"],
    ["real that is no number", { type: "REAL", value: "NaN" }, "'NaN' :: FLOAT"],
    ["text", { type: "TEXT", value: "it's" }, "'it's'"],
    ["boolean", { type: "BOOLEAN", value: "true" }, "TRUE"],
    ["boolean as a digit", { type: "BOOLEAN", value: "0" }, "FALSE"],
    ["null of no type", { type: "ANY", value: null }, "NULL"],
    ["binary", { type: "BINARY", value: "00ff" }, "TO_BINARY ( '00ff' , 'HEX' )"],
    ["date in milliseconds", { type: "DATE", value: "1709164800000" }, "'2024-02-29' :: DATE"],
    ["date before 1970", { type: "DATE", value: "-86400000" }, "'1969-12-31' :: DATE"],
    ["time in nanoseconds", { type: "TIME", value: "47655123456000" }, "'13:14:15.123456' :: TIME"],
    [
      "timestamp",
      { type: "TIMESTAMP_NTZ", value: "1709212455000000001" },
      "'2024-02-29 13:14:15.000000001' :: TIMESTAMP_NTZ",
    ],
    [
      "timestamp before 1970",
      { type: "TIMESTAMP_NTZ", value: "-1" },
      "'1969-12-31 23:59:59.999999999' :: TIMESTAMP_NTZ",
    ],
    [
      "timestamp of the session's zone",
      { type: "TIMESTAMP_LTZ", value: "0" },
      "'1970-01-01 00:00:00 +00:00' :: TIMESTAMP_LTZ",
    ],
    [
      "timestamp with a zone",
      { type: "TIMESTAMP_TZ", value: "1616173619000000000 960" },
      "'2021-03-19 09:06:59 -08:00' :: TIMESTAMP_TZ",
    ],
    ["object as a text", { type: "VARIANT", value: '{"a":1}' }, `'{"a":1}'`],
    ["object as JSON", { type: "OBJECT", value: '{"a":1}', format: "json" }, `PARSE_JSON ( '{"a":1}' ) :: OBJECT`],
  ])("make a %s", async (_what, binding, expected) => {
    expect(await shown("SELECT ?", { 1: binding })).toBe(`SELECT ${expected}`);
  });

  it.each<[Binding, string]>([
    [{ type: "FIXED", value: "1; DROP" }, "100037 (22018): FIXED value '1; DROP' is not recognized"],
    [{ type: "FIXED", value: "" }, "100037 (22018): FIXED value '' is not recognized"],
    [{ type: "BOOLEAN", value: "yes" }, "100037 (22018): BOOLEAN value 'yes' is not recognized"],
    [{ type: "BINARY", value: "0g" }, "100037 (22018): BINARY value '0g' is not recognized"],
    [{ type: "DATE", value: "2024-02-29" }, "100037 (22018): DATE value '2024-02-29' is not recognized"],
    [{ type: "TIMESTAMP_NTZ", value: "0 1440 1" }, "100037 (22018): TIMESTAMP_NTZ value '0 1440 1' is not recognized"],
    [
      { type: "DECFLOAT", value: "1" },
      "000002 (0A000): Unsupported feature 'not emulated: bind variables of type DECFLOAT'.",
    ],
  ])("refuse %j", async (binding, expected) => {
    expect(await failure(bind("SELECT ?", { 1: binding }))).toBe(expected);
  });

  it("fail where one is not set, with its place", async () => {
    expect(await failure(bind("SELECT ?,\n  ?", { 1: { type: "TEXT", value: "a" } }))).toBe(
      "002049 (42601): SQL compilation error: error line 2 at position 2\nBind variable ? not set.",
    );
    expect(await failure(bind("SELECT ?", {}))).toMatch(/^002049/);
    expect(await failure(bind("SELECT :3", { 1: { type: "TEXT", value: "a" } }))).toMatch("Bind variable :3 not set.");
  });

  it("are NULL where a statement is only described", async () => {
    const { tokens } = await bindTokens(tokenize("SELECT ?"), new Map(), "NULL");
    expect(tokens.map((token) => token.value)).toEqual(["SELECT", "NULL", ""]);
  });

  it("keep the places of what follows them", async () => {
    const { tokens } = await bind("SELECT ? x", { 1: { type: "REAL", value: "-1" } });
    expect(tokens.find((token) => token.value === "X")).toMatchObject({ line: 1, column: 9, offset: 9 });
  });

  it("never become anything but one literal, whatever the text is", async () => {
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: "grapheme" }), async (value) => {
        const { tokens } = await bind("SELECT ? AS x", { 1: { type: "TEXT", value } });
        expect(tokens.map((token) => token.kind)).toEqual(["word", "string", "word", "word", "end"]);
        expect(tokens[1]?.value).toBe(value);
      }),
    );
  });

  it("never leave the value's type, whatever the text is", async () => {
    const type = fc.constantFrom("FIXED", "REAL", "BOOLEAN", "BINARY", "DATE", "TIME", "TIMESTAMP_NTZ", "TIMESTAMP_TZ");
    await fc.assert(
      fc.asyncProperty(type, fc.string(), async (name, value) => {
        const bound = await bind("SELECT ?", { 1: { type: name, value } }).catch((error: unknown) => error);
        if (bound instanceof SnowflakeError) return;
        if (typeof bound !== "object" || bound === null || !("tokens" in bound)) throw new Error("no tokens");
        expect(JSON.stringify(bound.tokens)).not.toContain('"value":";"');
      }),
    );
  });
});

describe("array binding", () => {
  const rows = (...values: readonly (string | null)[]): Binding => ({ type: "FIXED", value: values });

  it("makes one INSERT with a tuple a row", async () => {
    const sql = "INSERT INTO t (a, b) VALUES (?, upper(?));";
    expect(await shown(sql, { 1: rows("1", "2", null), 2: { type: "TEXT", value: ["x", "y", "z"] } })).toBe(
      "INSERT INTO T ( A , B ) VALUES ( 1 , UPPER ( 'x' ) ) , ( 2 , UPPER ( 'y' ) ) , ( NULL , UPPER ( 'z' ) ) ;",
    );
  });

  it("keeps a scalar the same in every row", async () => {
    expect(await shown("INSERT INTO t VALUES (?, ?)", { 1: rows("1", "2"), 2: { type: "TEXT", value: "x" } })).toBe(
      "INSERT INTO T VALUES ( 1 , 'x' ) , ( 2 , 'x' )",
    );
  });

  it("takes arrays of one row for any statement", async () => {
    expect(await shown("SELECT ?", { 1: rows("1") })).toBe("SELECT 1");
  });

  it("refuses arrays of several rows for other statements, and arrays of different lengths", async () => {
    expect(await failure(bind("UPDATE t SET a = ?", { 1: rows("1", "2") }))).toMatch(
      "array binding of anything but INSERT",
    );
    expect(await failure(bind("INSERT INTO t SELECT ?", { 1: rows("1", "2") }))).toMatch(
      "array binding of anything but",
    );
    expect(await failure(bind("INSERT INTO t VALUES (?, ?)", { 1: rows("1", "2"), 2: rows("1") }))).toMatch(
      /found 2 and 1/,
    );
  });

  it("lets others have their turn meanwhile", async () => {
    let turns = 0;
    const counting = setInterval(() => {
      turns += 1;
    }, 0);
    const values = Array.from({ length: 50_000 }, (_one, index) => String(index));
    const { tokens } = await bind("INSERT INTO t VALUES (?)", { 1: { type: "FIXED", value: values } });
    clearInterval(counting);
    expect(tokens.filter((token) => token.kind === "number")).toHaveLength(50_000);
    expect(turns).toBeGreaterThan(5);
  });
});

describe("bindings of a request", () => {
  it("are read as they come from the drivers", () => {
    const read = readBindings({
      1: { type: "TEXT", value: "a" },
      2: { type: "FIXED", value: ["1", null] },
      3: { type: "ANY" },
    });
    expect([...read.values()]).toEqual([
      { type: "TEXT", value: "a" },
      { type: "FIXED", value: ["1", null] },
      { type: "ANY", value: null },
    ]);
  });

  it.each([
    { 1: { type: "FIXED", value: 1 } },
    { 1: { value: "1" } },
    { 1: "x" },
    { 1: { type: "TEXT", value: [["a"]] } },
  ])("are refused when a value is no text: %j", (raw) => expect(() => readBindings(raw)).toThrow("is not recognized"));
});
