import fc from "fast-check";
import { qualifiedName } from "../../sql/identifier";
import { parseQualifiedName } from "../../sql/parse-name";
import { createPassThroughView } from "../../sql/view";
import { anyName } from "../procedures/hostile-names";

describe("a qualified name", () => {
  it("is read back part by part", () => {
    fc.assert(
      fc.property(fc.array(anyName, { minLength: 1, maxLength: 3 }), (parts) => {
        expect(parseQualifiedName(qualifiedName(...parts))).toEqual(parts);
      }),
    );
  });

  it.each([
    ["DB.S.T", ["DB", "S", "T"]],
    ['DB."s.1"."t"""', ["DB", "s.1", 't"']],
    ['DB.S."P(A VARCHAR):FLOAT"', ["DB", "S", "P(A VARCHAR):FLOAT"]],
  ])("%s", (name, parts) => {
    expect(parseQualifiedName(name)).toEqual(parts);
  });
});

describe("createPassThroughView", () => {
  const view = {
    name: ["P", "S", 'V"'],
    columns: [{ name: "A", source: "a" }],
    table: ["C", "n", "t"],
    comment: "it's",
  };

  it("names each column twice, and keeps grants when it replaces", () => {
    expect(createPassThroughView(view, { replace: false })).toBe(
      `CREATE VIEW "P"."S"."V""" ("A") COMMENT = 'it''s' AS SELECT "a" FROM "C"."n"."t"`,
    );
    expect(createPassThroughView(view, { replace: true })).toBe(
      `CREATE OR REPLACE VIEW "P"."S"."V""" ("A") COPY GRANTS COMMENT = 'it''s' AS SELECT "a" FROM "C"."n"."t"`,
    );
  });
});
