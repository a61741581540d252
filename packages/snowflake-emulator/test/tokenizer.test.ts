import fc from "fast-check";
import { quoteIdentifier, renderIdentifier, resolveIdentifier } from "../src/sql/identifiers";
import { likePredicate } from "../src/sql/like";
import { redactStatement } from "../src/sql/redact";
import { stripUsageTracking, tokenize } from "../src/sql/tokenizer";

const values = (sql: string) => tokenize(sql).map((token) => `${token.kind}:${token.value}`);

describe("tokenizer", () => {
  it("leaves out the three kinds of comment", () => {
    expect(values("a -- one\n/* two\n */ b // three")).toEqual(["word:A", "word:B", "end:"]);
  });

  it("keeps comment marks inside of literals and names", () => {
    expect(values(`'--x' "//y" $$/*z*/$$`)).toEqual(["string:--x", "quoted://y", "string:/*z*/", "end:"]);
  });

  it("knows lines and columns", () => {
    const [, second] = tokenize("a\n  bc");
    expect(second).toMatchObject({ line: 2, column: 2, offset: 4 });
  });

  it.each(["'open", '"open', "$$open", "/* open"])("refuses %s, which never ends", (sql) => {
    expect(() => tokenize(sql)).toThrow("parse error line 1 at position 0 near '<EOF>'.");
  });

  it("reads back every literal that is quoted by doubling quotes and backslashes", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const sql = `'${text.replaceAll("\\", "\\\\").replaceAll("'", "''")}'`;
        expect(tokenize(sql)[0]).toMatchObject({ kind: "string", value: text });
      }),
    );
  });

  it("reads back every literal that is quoted by backslashes", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const sql = `'${text.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
        expect(tokenize(sql)[0]).toMatchObject({ kind: "string", value: text });
      }),
    );
  });

  it("reads back every quoted name", () => {
    fc.assert(
      fc.property(fc.string(), (name) => {
        expect(tokenize(quoteIdentifier(name))[0]).toMatchObject({ kind: "quoted", value: name });
        expect(resolveIdentifier(quoteIdentifier(name))).toBe(name);
      }),
    );
  });

  it("renders a name bare only where it comes back the same", () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ minLength: 1 }), fc.stringMatching(/^[A-Z_a-z][A-Z0-9a-z_]*$/)), (name) => {
        const [token] = tokenize(renderIdentifier(name));
        expect(token).toMatchObject({ value: name });
      }),
    );
  });

  it.each([
    ["1 1.5 .5 1. 1e3 2.5E-7 1.e2", ["1", "1.5", ".5", "1.", "1e3", "2.5E-7", "1.e2"]],
    ["a.5", ["A", ".", "5"]],
    ["1.0.0", ["1.0", ".", "0"]],
    ["1e", ["1", "E"]],
    ["v[0].a", ["V", "[", "0", "]", ".", "A"]],
  ])("cuts %s into numbers and the rest", (sql, expected) => {
    expect(tokenize(sql).map((token) => token.value)).toEqual([...expected, ""]);
  });

  it("knows variables and positions by their dollar sign", () => {
    expect(values("$name $1 $1a $ t.$2")).toEqual([
      "variable:NAME",
      "variable:1",
      "variable:1",
      "word:A",
      "symbol:$",
      "word:T",
      "symbol:.",
      "variable:2",
      "end:",
    ]);
  });

  it("takes groups of characters together that mean one thing", () => {
    const groups = ":: := => <= >= <> != || -> ->> ** ? : = ^";
    expect(values(groups)).toEqual([...groups.split(" ").map((one) => `symbol:${one}`), "end:"]);
  });

  it.each([
    [String.raw`'\041\x21\u26c4'`, "!!\u26c4"],
    [String.raw`'\t\n\0\z\''`, "\t\n\0z'"],
    ["''''", "'"],
    ["'a\nb'", "a\nb"],
    [String.raw`$$a\n''$$`, String.raw`a\n''`],
  ])("the literal %j means %j", (sql, value) => {
    expect(tokenize(sql)[0]).toMatchObject({ kind: "string", value });
  });

  it("keeps what stands between tokens, so that they make up the text again", () => {
    const piece = fc.constantFrom(
      "a",
      '"b "',
      String.raw`'c''\''`,
      "1.5",
      "::",
      "(",
      "$$d$$",
      "$e",
      " ",
      "\n",
      "-- x\n",
      "/* y */",
    );
    fc.assert(
      fc.property(fc.array(piece), (pieces) => {
        const sql = pieces.join(" ");
        const tokens = tokenize(sql);
        expect(tokens.map(({ gap = "", kind, text }) => gap + (kind === "end" ? "" : text)).join("")).toBe(sql);
        for (const token of tokens.slice(0, -1)) expect(sql.startsWith(token.text, token.offset)).toBe(true);
      }),
    );
  });

  it("knows the place of every token", () => {
    const gap = fc.constantFrom(" ", "\n", " -- x\n", "/* \n\n */", "'\n'", '"\n"', "$$\n$$");
    fc.assert(
      fc.property(fc.array(gap), (gaps) => {
        const sql = gaps.map((one) => `${one}x`).join(" ");
        for (const token of tokenize(sql)) {
          const before = sql.slice(0, token.offset).split("\n");
          expect([token.line, token.column]).toEqual([before.length, before.at(-1)?.length]);
        }
      }),
    );
  });

  it("never loses a token, whatever stands between them", () => {
    const piece = fc.constantFrom("a", '"b"', "'c'", "1", "=", "(", ")", "$$d$$");
    const gap = fc.constantFrom(" ", "\n", " -- x\n", "/* y */", "\t// z\n");
    fc.assert(
      fc.property(fc.array(fc.tuple(piece, gap)), (pieces) => {
        const sql = pieces.map(([text, blank]) => `${text}${blank}`).join("");
        expect(tokenize(sql)).toHaveLength(pieces.length + 1);
      }),
    );
  });
});

describe("usage tracking", () => {
  it("is taken off at its last occurrence", () => {
    const sql = "COMMENT = ' --terraform_provider_usage_tracking x'";
    expect(stripUsageTracking(`${sql} --terraform_provider_usage_tracking {"a":1}`)).toBe(sql);
  });
});

describe("LIKE", () => {
  it.each([
    ["WH%", "wh_1", true],
    ["WH_", "WH1", true],
    ["WH\\_", "WH1", false],
    ["WH\\_", "wh_", true],
    ["%", "", true],
    ["a.c", "abc", false],
    ["(x", "(X", true],
  ])("%s matches %s: %s", (pattern, text, expected) => {
    expect(likePredicate(pattern)(text)).toBe(expected);
  });

  it("matches every name without wildcards against itself", () => {
    fc.assert(
      fc.property(fc.string(), (name) => {
        expect(likePredicate(name.replace(/[\\%_]/g, "\\$&"))(name)).toBe(true);
      }),
    );
  });
});

describe("redaction", () => {
  it.each([
    ["CREATE USER u PASSWORD = 'x' COMMENT = 'y'", "CREATE USER u PASSWORD = '***' COMMENT = 'y'"],
    ["ALTER USER u SET password='a''b'", "ALTER USER u SET password='***'"],
    ["ALTER USER u SET PASSWORD = hunter2", "ALTER USER u SET PASSWORD = '***'"],
    ["X (OAUTH_CLIENT_SECRET = 'x')", "X (OAUTH_CLIENT_SECRET = '***')"],
    ["ALTER USER u SET PASSWORD = 'open", "-- a statement of 33 characters that can't be parsed"],
    ["SELECT 'open", "SELECT 'open"],
  ])("%s becomes %s", (sql, expected) => {
    expect(redactStatement(sql)).toBe(expected);
  });
});
