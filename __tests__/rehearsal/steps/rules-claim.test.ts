import type { RulesReport } from "../../../config/rules-report";
import { rulesClaim } from "../../../rehearsal/steps/synth";

const report = (over: Partial<RulesReport> = {}): RulesReport => ({
  outcomes: [
    { rule: "stateful-is-kept", verdict: "nothing-to-judge", judged: 0 },
    { rule: "tasks-do-not-overlap", verdict: "holds", judged: 10 },
  ],
  violations: [],
  suppressed: [],
  unused: [],
  ...over,
});

describe("the claim about the rules", () => {
  it("holds when all of them do, and says how many had nothing to judge", () => {
    expect(rulesClaim(report())).toMatchObject({
      id: "synth.rules",
      ok: true,
      observed: "1 hold, 1 have nothing to judge, 0 are violated, none is suppressed",
      evidence: ["stateful-is-kept: nothing-to-judge (0 judged)", "tasks-do-not-overlap: holds (10 judged)"],
    });
  });

  it("shows what is suppressed, with its reason, and what is suppressed for nothing", () => {
    const claim = rulesClaim(
      report({
        outcomes: [{ rule: "stateful-is-kept", verdict: "suppressed", judged: 3 }],
        suppressed: [{ rule: "stateful-is-kept", path: "lake/Bucket", problem: "it goes", reason: "a sandbox" }],
        unused: [{ id: "names-are-legal", reason: "once" }],
      }),
    );

    expect(claim).toMatchObject({
      ok: true,
      observed: "0 hold, 0 have nothing to judge, 0 are violated, 1 suppressed: stateful-is-kept",
    });
    expect(claim.evidence.slice(0, 2)).toEqual([
      "suppressed: lake/Bucket: stateful-is-kept: it goes (because: a sandbox)",
      "suppressed, and nothing breaks it: names-are-legal (it says: once)",
    ]);
  });

  it("fails without any rule, and with a violation", () => {
    const violation = { rule: "names-are-legal", path: "lake/X", problem: "too long" } as const;

    expect(rulesClaim(report({ outcomes: [] })).ok).toBe(false);
    expect(rulesClaim(report({ violations: [violation] })).ok).toBe(false);
  });
});
