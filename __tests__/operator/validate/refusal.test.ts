import type { Answer } from "../../../operator/validate/answer";
import { judgeRefusals, lacksPrivilege } from "../../../operator/validate/refusal";

const rows: Answer = { kind: "rows", rows: [] };
const unreached: Answer = { kind: "unreached", reason: "no network" };
const refused = (code: string, message = "not authorized"): Answer => ({ kind: "refused", code, message });
const judge = (answer: Answer, control?: Answer) =>
  judgeRefusals([{ statement: "SELECT 1", answer, control }], lacksPrivilege, "REVOKE it");

describe("something forbidden", () => {
  it.each(["002003", "002043", "003001"])("passes when it is refused with %s, and somebody else may", (code) => {
    expect(judge(refused(code), rows)).toEqual({ verdict: "pass", seen: "refused" });
  });

  it("fails when it is carried out, with how to take it back", () => {
    expect(judge(rows, rows)).toMatchObject({ verdict: "fail", seen: "carried out: SELECT 1", fix: "REVOKE it" });
  });

  it("can't be told when it is refused for another reason", () => {
    expect(judge(refused("000606", "No active warehouse"), rows)).toMatchObject({
      verdict: "unknown",
      reason: "No active warehouse",
    });
  });

  it.each([
    ["refused", refused("002003", "no such table"), "no such table"],
    ["unreached", unreached, "no network"],
  ])("can't be told when it is refused to those who may: %s", (_case, control, reason) => {
    expect(judge(refused("002003"), control)).toMatchObject({ verdict: "unknown", reason });
  });

  it("can't be told when nobody answers", () => {
    expect(judge(unreached, rows)).toMatchObject({ verdict: "unknown", reason: "no network" });
  });

  it("fails when one of several attempts is carried out, whatever became of the others", () => {
    const attempts = [unreached, refused("002003"), rows].map((answer, index) => ({
      statement: `SELECT ${index}`,
      answer,
      control: undefined,
    }));
    expect(judgeRefusals(attempts, lacksPrivilege, "")).toMatchObject({
      verdict: "fail",
      seen: "carried out: SELECT 2",
    });
  });
});
