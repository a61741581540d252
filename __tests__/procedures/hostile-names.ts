import fc from "fast-check";

/** Names that break what is put together carelessly. All but the last two are different in upper case. */
export const HOSTILE_NAMES = [
  'quote"d',
  "it's",
  '""',
  "$$ LANGUAGE SQL AS $$",
  "x; DROP TABLE y; --",
  "back\\slash",
  "dot.ted",
  "new\nline",
  "a,b;c%2C%25",
  "/* comment */",
  "$\u007binterpolated}",
  "%{if}",
  "表 ✓ 🏔",
  "straße",
  " ",
  "select",
  "from",
  "constructor",
  "__proto__",
  "x".repeat(255),
  "é".repeat(255),
  "?",
  ":1",
  "Mixed",
  "mIXED",
] as const;

/** Names of every kind: plain ones that often meet, hostile ones, and any text. */
export const anyName: fc.Arbitrary<string> = fc.oneof(
  fc.constantFrom("a", "A", "b", "campaigns", "Campaigns", "clicks"),
  fc.constantFrom(...HOSTILE_NAMES),
  fc
    .string({ unit: "binary", minLength: 1, maxLength: 20 })
    .filter(
      (name) =>
        !name.includes("\0") && !/[\ud800-\udfff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/.test(name),
    ),
);
