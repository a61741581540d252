import fc from "fast-check";
import { SnowflakeError } from "../../src/errors";
import { chooseOverload, overloadsClash } from "../../src/procedures/overload";
import { procedureSignature, renderArguments } from "../../src/procedures/signature";
import {
  ARRAY,
  BINARY,
  BOOLEAN,
  DATE,
  type DataType,
  FLOAT,
  NUMBER,
  OBJECT,
  TEXT,
  TIME,
  TIMESTAMP_LTZ,
  TIMESTAMP_NTZ,
  TIMESTAMP_TZ,
  VARIANT,
} from "../../src/types/data-type";

const one = (type: DataType, name = "A", optional = false) => ({ name, type, default: optional ? "1" : null });
const kind = (...types: readonly DataType[]) => ({ args: types.map((type) => one(type)) });

function chosen(candidates: readonly DataType[], given: DataType | "NULL"): string {
  try {
    const { candidate } = chooseOverload(
      candidates.map((type) => kind(type)),
      [{ type: given }],
      {
        name: "P",
        text: "P(x)",
      },
    );
    return candidate.args[0]?.type.kind ?? "";
  } catch (error) {
    if (error instanceof SnowflakeError) return `${error.code}: ${error.message.split("\n")[1]}`;
    throw error;
  }
}

describe("which of several procedures is called", () => {
  // As observed on a real account.
  it.each<[readonly DataType[], DataType | "NULL", string]>([
    [[NUMBER, TEXT], NUMBER, "NUMBER"],
    [[NUMBER, TEXT], TEXT, "TEXT"],
    [[NUMBER, TEXT], BOOLEAN, "TEXT"],
    [[NUMBER, TEXT], DATE, "TEXT"],
    [[NUMBER, TEXT], FLOAT, "TEXT"],
    [[NUMBER, TEXT], "NULL", "NUMBER"],
    [[NUMBER, DATE], TEXT, "DATE"],
    [[NUMBER, DATE], FLOAT, "NUMBER"],
    [[NUMBER, DATE], TIMESTAMP_NTZ, "DATE"],
    [[NUMBER, DATE], BOOLEAN, "001044: Invalid argument types for function 'P': (BOOLEAN)"],
    [[FLOAT, NUMBER], NUMBER, "NUMBER"],
    [[FLOAT, NUMBER], FLOAT, "FLOAT"],
    [[FLOAT, NUMBER], TEXT, "FLOAT"],
    [[TEXT, BOOLEAN], NUMBER, "BOOLEAN"],
    [[TEXT, BOOLEAN], "NULL", "BOOLEAN"],
    [[TIMESTAMP_LTZ, TIMESTAMP_TZ], TIMESTAMP_TZ, "TIMESTAMP_TZ"],
    [[TIMESTAMP_LTZ, TIMESTAMP_TZ], TIMESTAMP_NTZ, "TIMESTAMP_LTZ"],
    [[TIMESTAMP_LTZ, TIMESTAMP_TZ], TEXT, "TIMESTAMP_LTZ"],
    [[TIME, TEXT], NUMBER, "TEXT"],
    [[TIME, TEXT], "NULL", "TEXT"],
    [[BINARY, TEXT], NUMBER, "TEXT"],
    [[BINARY, TEXT], "NULL", "BINARY"],
    [[ARRAY, TEXT], VARIANT, "ARRAY"],
    [[ARRAY, TEXT], "NULL", "ARRAY"],
    [[OBJECT, VARIANT], VARIANT, "VARIANT"],
    [[OBJECT, VARIANT], NUMBER, "VARIANT"],
    [[OBJECT, VARIANT], "NULL", "OBJECT"],
    [[NUMBER, TEXT, DATE], TEXT, "TEXT"],
    [[NUMBER, TEXT, DATE], BOOLEAN, "TEXT"],
    [[NUMBER, TEXT, DATE], "NULL", "DATE"],
    [[NUMBER, BOOLEAN], TEXT, "BOOLEAN"],
    [[FLOAT, TEXT], NUMBER, "FLOAT"],
    [[TIMESTAMP_NTZ, DATE], TEXT, "DATE"],
    [[VARIANT, TEXT], NUMBER, "VARIANT"],
    [[VARIANT, TEXT], "NULL", "TEXT"],
  ])("%j called with %j is %s", (candidates, given, expected) => {
    expect(chosen(candidates, given)).toBe(expected);
    expect(chosen([...candidates].reverse(), given)).toBe(expected);
  });

  const call = { name: "P", text: "P(1, 2, 3)" };
  const numbers = (count: number) => Array.from({ length: count }, () => ({ type: NUMBER }));

  it("looks at the number of arguments first", () => {
    const both = [kind(NUMBER), kind(NUMBER, NUMBER)];
    expect(chooseOverload(both, numbers(2), call).candidate).toBe(both[1]);
    expect(() => chooseOverload(both, numbers(3), call)).toThrow(
      "too many arguments for function [P(1, 2, 3)] expected 2, got 3",
    );
    expect(() => chooseOverload(both, [], { name: "P", text: "P()" })).toThrow(
      "not enough arguments for function [P()], expected 1, got 0",
    );
  });

  it("takes defaults for optional arguments, and arguments by name in any order", () => {
    const args = [one(TEXT, "WORD"), one(TEXT, "PREFIX", true), one(TEXT, "SUFFIX", true)];
    const assigned = (...names: readonly (string | undefined)[]) =>
      chooseOverload(
        [{ args }],
        names.map((name) => (name === undefined ? { type: TEXT } : { name, type: TEXT })),
        call,
      ).assigned;
    expect(assigned(undefined)).toEqual([0, undefined, undefined]);
    expect(assigned(undefined, undefined)).toEqual([0, 1, undefined]);
    expect(assigned("SUFFIX", "WORD")).toEqual([1, undefined, 0]);
    expect(() => assigned("SUFFIX")).toThrow("Invalid argument types");
    expect(() => assigned("WORD", "NOPE")).toThrow("Invalid argument types");
  });

  it("tells overloads apart by the names of their arguments", () => {
    const both = [{ args: [one(NUMBER, "N")] }, { args: [one(TEXT, "S")] }];
    expect(chooseOverload(both, [{ name: "S", type: NUMBER }], call).candidate).toBe(both[1]);
  });

  it("never chooses a procedure that can't take the arguments, whatever the order of the candidates", () => {
    const types = [ARRAY, BINARY, BOOLEAN, DATE, FLOAT, NUMBER, OBJECT, TEXT, TIME, TIMESTAMP_NTZ, VARIANT];
    fc.assert(
      fc.property(
        fc.uniqueArray(fc.constantFrom(...types), { minLength: 1, maxLength: 5 }),
        fc.constantFrom(...types),
        (candidates, given) => {
          const first = chosen(candidates, given);
          expect(chosen([...candidates].reverse(), given)).toBe(first);
          if (candidates.includes(given)) expect(first).toBe(given.kind);
        },
      ),
    );
  });
});

describe("signatures", () => {
  it("leave sizes out, and mark optional arguments", () => {
    expect(procedureSignature("P", [{ kind: "TEXT", length: 10 }, FLOAT])).toBe("P(VARCHAR, FLOAT)");
    expect(renderArguments("P", [one(TEXT), one(NUMBER, "B", true)], VARIANT)).toBe(
      "P(VARCHAR, DEFAULT NUMBER) RETURN VARIANT",
    );
  });

  it("clash when optional arguments alone tell them apart (documented examples)", () => {
    expect(overloadsClash([], [one(NUMBER, "A", true)])).toBe(true);
    expect(overloadsClash([one(NUMBER)], [one(NUMBER), one(NUMBER, "B", true)])).toBe(true);
    expect(overloadsClash([one(NUMBER)], [one(NUMBER), one(NUMBER)])).toBe(false);
    expect(overloadsClash([one(NUMBER)], [one(TEXT), one(NUMBER, "B", true)])).toBe(false);
  });
});
