import fc from "fast-check";
import { itEvaluates, itFails, useBench } from "../support/examples";

describe("literals and arithmetic (operators-arithmetic, data-types-numeric)", () => {
  itEvaluates([
    ["1.50", "1.50", "NUMBER(3,2)"],
    ["12", "12", "NUMBER(2,0)"],
    ["'abc'", "abc", "VARCHAR(3)"],
    ["NULL", null, "VARCHAR(16777216)"],
    ["TRUE", "true", "BOOLEAN"],
    ["10.01 * 1.1", "11.011", "NUMBER(6,3)"],
    ["10.001 * .001", "0.010001", "NUMBER(8,6)"],
    [".1 * .0000000000001", "0.0000000000000", "NUMBER(13,13)"],
    ["2 / 7", "0.285714", "NUMBER(7,6)"],
    ["10.1 / 2.1", "4.8095238", "NUMBER(10,7)"],
    ["2 / 3", "0.666667"],
    ["99999999999999999999999999999999 / 1", "99999999999999999999999999999999.000000"],
    ["1::NUMBER(38,0) / 12345678901234567890123456789012345678", "0.000000"],
    ["-2 / 3", "-0.666667"],
    ["1.5 + 1", "2.5", "NUMBER(3,1)"],
    ["7 % 3", "1"],
    ["-7.5 % 2", "-1.5"],
    ["9223372036854775807 + 1", "9223372036854775808"],
    ["1::FLOAT / 4", "0.25", "FLOAT"],
    ["0.1::FLOAT + 0.2::FLOAT", "0.30000000000000004"],
    ["1e20::FLOAT", "1e+20"],
    ["'1.5' + 1", "2.50000"],
    ["NULL + 1", null],
  ]);
  itFails([
    ["SELECT 1 / 0", "100051 Division by zero"],
    ["SELECT 1 % 0", "100051 Division by zero"],
    ["SELECT 1::FLOAT / 0", "100051 Division by zero"],
    ["SELECT 0.5::NUMBER(38,20) / 0.00000000000000000003::NUMBER(38,20)", /^100046 /],
    ["SELECT 'x' + 1", "100038 Numeric value 'x' is not recognized"],
    ["SELECT TRUE + 1", /^001044 .*Invalid argument types for function '\+': \(BOOLEAN, NUMBER\(1,0\)\)$/s],
    ["SELECT 99999999999999999999999999999999999999 * 10", /^100046 Number out of representable range/],
  ]);
});

describe("comparisons", () => {
  itEvaluates([
    ["1 = '1.0'", "true"],
    ["'a' < 'B'", "false"],
    ["'abc' = 'abc '", "false"],
    ["NULL = NULL", null],
    ["NULL IS NOT DISTINCT FROM NULL", "true"],
    ["1 IS DISTINCT FROM 2", "true"],
    ["99999999999999999999999999999999999999 = 0.00000000000000000000000000000000000001", "false"],
    ["'2024-01-01'::DATE = '2024-01-01 00:00:00'", "true"],
    ["'2024-01-01'::DATE < '2024-01-01 00:00:01'::TIMESTAMP", "true"],
    ["2 BETWEEN 1 AND 3", "true"],
    ["2 IN (1, NULL)", null],
    ["2 NOT IN (1, 3)", "true"],
    ["(1, 'a') IN ((1, 'a'), (2, 'b'))", "true"],
    ["TRUE = 'yes'", "true"],
    ["NOT NULL", null],
    ["TRUE OR NULL", "true"],
  ]);
});

describe("conversions (functions/cast, data-type-conversion)", () => {
  itEvaluates([
    ["'12.345'::NUMBER(5,2)", "12.35", "NUMBER(5,2)"],
    ["'-12.345'::NUMBER(5,2)", "-12.35"],
    ["' 1e2 '::INT", "100"],
    ["2.5::INT", "3"],
    ["-2.5::INT", "-3"],
    ["'yes'::BOOLEAN", "true"],
    ["0::BOOLEAN", "false"],
    ["TRUE::INT", "1"],
    ["1.50::VARCHAR", "1.50"],
    ["TRUE::VARCHAR", "true"],
    ["1.5::FLOAT::VARCHAR", "1.5"],
    ["'2024-01-31'::DATE::VARCHAR", "2024-01-31"],
    ["'10:00'::TIME::VARCHAR", "10:00:00"],
    ["'2024-01-31 01:02:03.004'::TIMESTAMP_NTZ::VARCHAR", "2024-01-31 01:02:03.004"],
    ["TRY_CAST('x' AS INT)", null],
    ["TRY_CAST('abc' AS VARCHAR(2))", null],
    ["TRY_CAST('2024-02-30' AS DATE)", null],
    ["'abc'::VARCHAR(3)", "abc", "VARCHAR(3)"],
    ["TO_NUMBER('12.3456', 10, 2)", "12.35", "NUMBER(10,2)"],
    ["TRY_TO_NUMBER('12a')", null],
    ["TO_BOOLEAN('off')", "false"],
    ["TO_DOUBLE('1.1')", "1.1"],
    ["SYSTEM$TYPEOF(1.5)", "NUMBER(2,1)[SB1]"],
    ["NULL::DATE", null, "DATE"],
  ]);
  itFails([
    ["SELECT '12a'::INT", "100038 Numeric value '12a' is not recognized"],
    ["SELECT '123456'::NUMBER(5,2)", "100039 Numeric value '123456' is out of range"],
    ["SELECT 123456::NUMBER(5,2)", /^100046 Number out of representable range: type FIXED\[SB16\]\(5,2\)/],
    ["SELECT 'maybe'::BOOLEAN", "100037 Boolean value 'maybe' is not recognized"],
    ["SELECT 'abcd'::VARCHAR(3)", "100078 String 'abcd' is too long and would be truncated"],
    [
      "SELECT 1::DATE",
      /^001065 .*Can not convert parameter '1' of type \[NUMBER\(1,0\)\] into expected type \[DATE\]$/s,
    ],
    ["SELECT TO_VARCHAR(1, '99')", /^000002 .*format for numbers/],
  ]);
});

/** A number's text as units of ten to the minus scale. */
const units = (text: string, scale: number) => {
  const [whole = "", fraction = ""] = text.split(".");
  return BigInt(whole + fraction.padEnd(scale, "0"));
};

const round = (numerator: bigint, denominator: bigint) => {
  const [n, d] = [numerator, denominator].map((one) => (one < 0n ? -one : one));
  const quotient = ((n ?? 0n) * 2n + (d ?? 1n)) / ((d ?? 1n) * 2n);
  return numerator < 0n !== denominator < 0n ? -quotient : quotient;
};

describe("arithmetic by chance", () => {
  const bench = useBench();
  const decimal = fc
    .tuple(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), fc.integer({ min: 0, max: 8 }))
    .map(([value, scale]) => ({ value, scale, sql: `${value}::NUMBER(38,0) * ${(10 ** -scale).toFixed(scale)}` }));
  const text = ({ value, scale }: { value: bigint; scale: number }) => `('${value}e-${scale}'::NUMBER(30, ${scale}))`;
  it("adds, subtracts, multiplies and divides exactly", async () => {
    await fc.assert(
      fc.asyncProperty(decimal, decimal, async (a, b) => {
        fc.pre(b.value !== 0n);
        const sql = `SELECT ${text(a)} + ${text(b)}, ${text(a)} - ${text(b)}, ${text(a)} / ${text(b)}`;
        const [[sum = "", difference = "", quotient = ""] = []] = (await bench().query(sql)).rows;
        const scale = Math.max(a.scale, b.scale);
        const [x, y] = [a, b].map((one) => one.value * 10n ** BigInt(scale - one.scale));
        expect(units(sum ?? "", scale)).toBe((x ?? 0n) + (y ?? 0n));
        expect(units(difference ?? "", scale)).toBe((x ?? 0n) - (y ?? 0n));
        const digits = Math.max(a.scale, Math.min(a.scale + 6, 12));
        expect(units(quotient ?? "", digits)).toBe(round((x ?? 0n) * 10n ** BigInt(digits), y ?? 1n));
      }),
      { numRuns: 30 },
    );
  });
});
