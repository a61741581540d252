import { execFileSync } from "node:child_process";
import fc from "fast-check";
import { shellQuote } from "../../rehearsal/pointing";

describe("shellQuote", () => {
  it("makes a word that the shell reads back as it was", () => {
    const texts = fc.sample(
      fc.string({ unit: fc.constantFrom("a", "'", '"', "$", "`", "\\", " ", "\n", "*"), maxLength: 20 }),
      50,
    );
    const script = texts.map((text) => `printf '%s\\000' ${shellQuote(text)}`).join("\n");
    const said = execFileSync("sh", ["-c", script], { encoding: "utf8" });
    expect(said.split("\0").slice(0, -1)).toEqual(texts);
  });
});
