import fc from "fast-check";
import { createView, parseView } from "../../../operator/adopt-prod/view-text";
import { qualifiedName } from "../../../sql/identifier";

describe("the text of a view", () => {
  it.each([
    ["create view v as select 1", { kind: "", rest: "as select 1" }],
    [
      "CREATE OR REPLACE SECURE VIEW DB.S.V (A) COPY GRANTS AS SELECT 1;",
      { kind: "SECURE", rest: "(A) COPY GRANTS AS SELECT 1" },
    ],
    ['CREATE VIEW IF NOT EXISTS "D"."S"."a ""b"" as"(X) AS SELECT 1', { kind: "", rest: "(X) AS SELECT 1" }],
    ["CREATE /* VIEW x */ RECURSIVE VIEW -- here\n IF AS SELECT 1", { kind: "RECURSIVE", rest: "AS SELECT 1" }],
  ])("is taken apart: %s", (text, parts) => {
    expect(parseView(text)).toEqual(parts);
  });

  it.each(["CREATE MATERIALIZED VIEW V AS SELECT 1", "SELECT 1", "CREATE TABLE T (A INT)", "CREATE VIEW", ""])(
    "that isn't understood is refused: %s",
    (text) => {
      expect(() => parseView(text)).toThrow(/its text/);
    },
  );

  it("goes under another name and comes back, whatever the names are", () => {
    const part = fc.string({ minLength: 1, maxLength: 12 }).filter((text) => !text.includes("\0"));
    fc.assert(
      fc.property(fc.array(part, { minLength: 1, maxLength: 3 }), fc.constantFrom("", "SECURE"), (path, kind) => {
        const view = { kind, rest: "AS SELECT 'CREATE VIEW x' AS A" };
        expect(parseView(createView(qualifiedName(...path), view))).toEqual(view);
      }),
    );
  });
});
