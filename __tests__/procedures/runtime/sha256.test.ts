import { createHash } from "node:crypto";
import fc from "fast-check";
import { sha256 } from "../../../procedures/runtime/sha256";

describe("sha256", () => {
  it("is SHA-256 of the text's UTF-8", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
        expect(sha256(text)).toBe(createHash("sha256").update(text, "utf8").digest("hex"));
      }),
    );
  });

  it.each([55, 56, 63, 64, 65, 100_000])("pads %i bytes", (length) => {
    const text = "a".repeat(length);
    expect(sha256(text)).toBe(createHash("sha256").update(text).digest("hex"));
  });
});
