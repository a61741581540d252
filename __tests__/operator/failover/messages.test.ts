import { readFileSync } from "node:fs";
import path from "node:path";
import { renderMessageTable } from "../../../operator/failover/message-table";
import { MESSAGES } from "../../../operator/failover/messages";

describe("messages", () => {
  it("have a code each, in the range of their kind", () => {
    const codes = Object.values(MESSAGES).map(({ code }) => code);
    expect(new Set(codes).size).toBe(codes.length);
    for (const code of codes) expect(code).toMatch(/^F[123459]\d\d$/);
  });

  it("are in the documentation as they are here", () => {
    const file = path.resolve(__dirname, "../../../docs/failover-messages.md");
    expect(readFileSync(file, "utf8")).toBe(renderMessageTable());
  });
});
