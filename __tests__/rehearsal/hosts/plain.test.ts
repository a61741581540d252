import { formatDuration } from "../../../rehearsal/host";
import { plainHost } from "../../../rehearsal/hosts/plain";
import type { Claim } from "../../../rehearsal/report/claims";

const claim = (ok: boolean): Claim => ({
  id: "trust.a",
  step: "trust",
  expected: "refused",
  observed: "let in",
  ok,
  evidence: ["SELECT 1"],
});

describe("the plain host", () => {
  const lines: string[] = [];
  const host = plainHost((text) => void lines.push(text));
  afterEach(() => lines.splice(0));

  it("writes a step's end with its time and how many claims hold", () => {
    host.tell({ kind: "step-ended", step: "trust", title: "Trust", ok: true, durationMs: 1234, claims: [claim(true)] });
    expect(lines).toEqual(["✓ Trust (1.2 s, 1 of 1 claims hold)\n"]);
  });

  it("writes what was expected and observed of a failed claim, with its evidence", () => {
    host.tell({
      kind: "step-ended",
      step: "trust",
      title: "Trust",
      ok: false,
      durationMs: 1234,
      claims: [claim(true), claim(false)],
    });
    expect(lines.join("")).toBe(`✗ Trust (1.2 s, 1 of 2 claims hold)
    ✗ trust.a
        expected: refused
        observed: let in
          SELECT 1
`);
  });
});

describe("formatDuration", () => {
  it.each([
    [40, "0.0 s"],
    [9_949, "9.9 s"],
    [12_400, "12 s"],
    [59_700, "1 min 00 s"],
    [125_000, "2 min 05 s"],
  ])("%d ms is %s", (ms, text) => {
    expect(formatDuration(ms)).toBe(text);
  });
});
