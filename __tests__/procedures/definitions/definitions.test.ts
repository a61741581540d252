import fc from "fast-check";
import { procedureBody } from "../../../procedures";
import { changesOf } from "../../../procedures/definitions/compare";
import { type Definition, definitionKey, definitionsOf } from "../../../procedures/definitions/definition";
import { normalizeBody, normalizeSql, normalizeView } from "../../../procedures/definitions/normalize";
import { anyName } from "../hostile-names";
import { SETTINGS } from "../settings";

describe("a view's text", () => {
  it("is the same however the view was made and however the text is laid out", () => {
    const same = [
      "CREATE VIEW v AS SELECT 1 AS a",
      "create or replace view v copy grants as\n  select 1 as a;",
      "CREATE VIEW IF NOT EXISTS v\tAS SELECT 1 AS a ;  ",
    ].map((text) => normalizeView(text).toUpperCase());
    expect(new Set(same)).toEqual(new Set([same[0]]));
  });

  it("keeps what is quoted", () => {
    const text = "CREATE SECURE VIEW \"a  ; b\" AS SELECT 'x  y''  z', 'it\\'s  ', $$p  q$$";
    expect(normalizeSql(`${text}  ;`)).toBe(text);
    expect(normalizeView(text.replace("CREATE", "CREATE OR REPLACE"))).toBe(text);
  });

  it("normalized once is normalized", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (text) => normalizeSql(normalizeSql(text)) === normalizeSql(text)),
    );
  });
});

describe("a procedure's body", () => {
  it("is the same in both accounts", () => {
    const primary = procedureBody("HEARTBEAT", SETTINGS);
    const secondary = procedureBody("HEARTBEAT", { ...SETTINGS, account: "secondary", catalogDatabase: 'x;\n";' });
    expect(primary).not.toBe(secondary);
    expect(normalizeBody(`\n${primary}`)).toBe(normalizeBody(secondary));
    expect(normalizeBody(primary)).toMatch(/^const settings = \{\};\n/);
  });
});

describe("definitionsOf", () => {
  it("puts an object's grants, in order and once, under its definition", () => {
    const path = ["D", "S", 'v"'];
    const grant = (privilege: string, role: string, grantable = false) => ({
      kind: "VIEW" as const,
      path,
      privilege,
      role,
      grantable,
    });
    expect(
      definitionsOf(
        [{ kind: "VIEW", path, lines: ["VIEW"] }],
        [
          grant("SELECT", "R2"),
          grant("SELECT", "R1", true),
          grant("SELECT", "R2"),
          { ...grant("USAGE", "R3"), kind: "SCHEMA" },
        ],
      ),
    ).toEqual([
      {
        kind: "VIEW",
        name: '"D"."S"."v"""',
        definition: 'VIEW\nGRANT SELECT TO "R1" WITH GRANT OPTION\nGRANT SELECT TO "R2"',
      },
    ]);
  });
});

describe("changesOf", () => {
  const definitions = fc.uniqueArray(
    fc.record({
      kind: fc.constantFrom("VIEW" as const, "TABLE" as const),
      name: anyName,
      definition: fc.constantFrom("1", "2"),
    }),
    { selector: definitionKey },
  );
  const apply = (stored: readonly Definition[], { put, remove }: ReturnType<typeof changesOf>) => {
    const after = new Map(stored.map((one) => [definitionKey(one), one]));
    for (const one of remove) after.delete(definitionKey(one));
    for (const one of put) after.set(definitionKey(one), one);
    return new Set([...after.values()].map((one) => JSON.stringify(Object.entries(one).sort())));
  };

  it("makes the stored definitions the present ones, and writes only those that differ", () => {
    fc.assert(
      fc.property(definitions, definitions, (stored, now) => {
        const changes = changesOf(stored, now);
        expect(apply(stored, changes)).toEqual(apply(now, { put: [], remove: [] }));
        expect(changesOf(now, now)).toEqual({ put: [], remove: [] });
        const before = new Set(stored.map((one) => JSON.stringify([definitionKey(one), one.definition])));
        for (const one of changes.put)
          expect(before.has(JSON.stringify([definitionKey(one), one.definition]))).toBe(false);
      }),
    );
  });
});
