import { SnowflakeError } from "../../src/errors";
import { holds, readCondition } from "../../src/tasks/condition";

const returns = (values: Readonly<Record<string, string | null>>) => (name: string | undefined) =>
  values[name ?? "ONLY"] ?? null;

function met(text: string, values: Readonly<Record<string, string | null>> = {}): boolean {
  return holds(readCondition(text), returns(values));
}

describe("WHEN conditions", () => {
  it.each([
    ["1 = 1", true],
    ["1 = 2", false],
    ["TRUE", true],
    ["NOT TRUE OR 'a' <> 'b'", true],
    ["NOT (1 < 2 AND 2 < 3)", false],
    ["'10'::INT > 9", true],
    ["'10' > '9'", false],
    ["TO_NUMBER('7') BETWEEN 1 AND 10", true],
    ["CAST('1' AS BOOLEAN)", true],
    ["TRY_TO_NUMBER('x') IS NULL", true],
    ["'abc' LIKE 'a%' AND 'ABC' ILIKE '_bc'", true],
    ["'b' IN ('a', 'b')", true],
    ["NULL = NULL", false],
    ["NULL IS NOT NULL", false],
    ["-1 < 0", true],
    ["TO_BOOLEAN('yes')", true],
  ])("%s is %s", (text, expected) => {
    expect(met(text)).toBe(expected);
  });

  it("ask what predecessors returned", () => {
    const text = "SYSTEM$GET_PREDECESSOR_RETURN_VALUE('A') = 'go' and system$get_predecessor_return_value() > 3";
    expect(met(text, { A: "go", ONLY: "4" })).toBe(true);
    expect(met(text, { A: "stop", ONLY: "4" })).toBe(false);
    expect(met(text, {})).toBe(false);
  });

  it("fail where a number is needed and there is none", () => {
    expect(() => met("SYSTEM$GET_PREDECESSOR_RETURN_VALUE() > 3", { ONLY: "many" })).toThrow(
      "Numeric value 'many' is not recognized",
    );
  });

  it.each(["CURRENT_TIMESTAMP LIKE '20%'", "(SELECT 1) = 1", "x = 1", "UPPER('a') = 'A'", "1 = 1 2", "'a' NOT 'b'"])(
    "%s is refused in Snowflake's words",
    (text) => {
      expect(() => readCondition(text)).toThrow(SnowflakeError);
    },
  );

  it("streams are refused by name", () => {
    expect(() => readCondition("SYSTEM$STREAM_HAS_DATA('S')")).toThrow("not emulated: streams");
  });
});
