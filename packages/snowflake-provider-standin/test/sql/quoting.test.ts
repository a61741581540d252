import fc from "fast-check";
import { identifier, identifierParts, parseName } from "../../src/sql/identifier";
import { literal } from "../../src/sql/literal";
import { parameter, sql, textListParameter, textParameter } from "../../src/sql/statement";

/** Reads a single-quoted literal the way Snowflake does. */
function unquote(text: string): string {
  const escapes: Readonly<Record<string, string>> = { n: "\n", t: "\t", r: "\r", b: "\b", f: "\f", "0": "\0" };
  const inner = /^'((?:[^'\\]|\\[\s\S])*)'$/.exec(text)?.[1];
  if (inner === undefined) throw new Error(`not one literal: ${text}`);
  return inner.replace(/\\([\s\S])/g, (_, escaped: string) => escapes[escaped] ?? escaped);
}

const anyText = fc.oneof(
  fc.string({ unit: "binary" }),
  fc.string({ unit: fc.constantFrom("'", '"', "\\", "\n", "\0", "a", ";", "-") }),
);

describe("literals", () => {
  it("hold any text and never end early", () => {
    fc.assert(fc.property(anyText, (text) => expect(unquote(literal(text))).toBe(text)));
  });
});

describe("identifiers", () => {
  it("keep any name and never end early", () => {
    fc.assert(
      fc.property(anyText, (name) =>
        expect(/^"((?:[^"]|"")*)"$/.exec(identifier(name))?.[1]?.replaceAll('""', '"')).toBe(name),
      ),
    );
  });

  it("read with and without quotes", () => {
    const name = fc.string({ minLength: 1 }).filter((text) => !text.includes('"'));
    fc.assert(fc.property(name, (text) => expect([text, identifier(text)].map(parseName)).toEqual([text, text])));
  });

  it("refuse a name that is empty or holds a double quote", () => {
    expect(() => parseName('""')).toThrow("is empty");
    expect(() => parseName('a"b')).toThrow("double quotes are not supported");
  });

  it("fall into parts at dots outside of quotes", () => {
    expect(identifierParts('"a.b".c')).toEqual(["a.b", "c"]);
    expect(identifierParts('"a"b')).toBeUndefined();
    const parts = fc.array(
      fc.string().filter((text) => !text.includes('"')),
      { minLength: 1 },
    );
    fc.assert(fc.property(parts, (given) => expect(identifierParts(given.map(identifier).join("."))).toEqual(given)));
  });
});

describe("statements", () => {
  it("leave out what isn't given", () => {
    expect(
      sql(
        "CREATE X",
        undefined,
        "",
        parameter("N", undefined),
        textParameter("T", undefined),
        textListParameter("L", []),
      ),
    ).toBe("CREATE X");
    expect(
      sql(
        "SET",
        parameter("N", 5),
        parameter("B", true),
        textParameter("T", "it's"),
        textListParameter("L", ["a", "b"]),
      ),
    ).toBe("SET N = 5 B = true T = 'it\\'s' L = ('a', 'b')");
  });
});
