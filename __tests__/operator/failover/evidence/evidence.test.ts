import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import fc from "fast-check";
import { evidenceOf } from "../../../../operator/failover/evidence/evidence";
import { renderHtml } from "../../../../operator/failover/evidence/html";
import { escapeMarkdown, fenced, renderMarkdown } from "../../../../operator/failover/evidence/markdown";
import { judgeObjectives } from "../../../../operator/failover/evidence/objectives";
import { writeEvidence } from "../../../../operator/failover/evidence/write";
import { CONTINUED, journal, PLANNED } from "./journals";

const OBJECTIVES = { scheduleMinutes: 10, recoveryPointObjectiveMinutes: 30 };

describe("the evidence of a drill", () => {
  it("tells of a planned drill that it lost nothing", () => {
    const evidence = evidenceOf(PLANNED, OBJECTIVES);
    expect(evidence).toMatchObject({
      drill: "20260301T100000-ab12",
      operator: "ann@bastion",
      epochs: [3],
      outcome: "completed",
      recoveryPointSeconds: 0,
      recoveryTimeSeconds: 5.2,
      unreachable: [],
      quarantined: [],
      objectives: [{ verdict: "met" }],
      verdict: { ok: true, text: "completed: objectives met" },
    });
    expect(evidence.attempts.map(({ step, seconds, outcome }) => [step, seconds, outcome])).toEqual([
      ["take-lease", 1, "done"],
      ["promote:DB_FG", 3, "done"],
    ]);
  });

  it("tells of a drill that was continued every attempt, what was not reached, and what was missed", () => {
    const evidence = evidenceOf(CONTINUED, OBJECTIVES);
    expect(evidence.epochs).toEqual([3, 4, 5]);
    expect(evidence.begun.mode).toBe("planned");
    expect(evidence.intent.mode).toBe("unplanned");
    expect(evidence.attempts.map(({ step, seconds, outcome, epoch }) => [step, seconds, outcome, epoch])).toEqual([
      ["fence:primary", 9, "failed", 3],
      ["fence:primary", 1, "unreachable", 4],
      ["promote:DB_FG", null, "no end", 4],
      ["promote:DB_FG", 3, "done", 5],
    ]);
    expect(evidence.unreachable.map(({ step }) => step)).toEqual(["fence:primary"]);
    expect(evidence.quarantined).toEqual([{ table: "QUARANTINE_E3.MONITORING__RECOVERY_POINT", rows: 2 }]);
    expect(evidence.objectives.map(({ verdict }) => verdict)).toEqual(["missed", "met"]);
    expect(evidence.verdict).toEqual({
      ok: false,
      text: "completed: an objective was missed; left undone, out of reach: fence:primary",
    });
  });

  it("is there for a drill that isn't finished", () => {
    expect(evidenceOf(PLANNED.slice(0, 4), OBJECTIVES)).toMatchObject({
      outcome: "unfinished",
      endedAt: null,
      recoveryPointSeconds: null,
      verdict: { ok: false, text: "not finished" },
    });
  });

  it("needs a beginning", () => {
    expect(() => evidenceOf([], OBJECTIVES)).toThrow("a journal without a beginning");
  });
});

describe("the objectives", () => {
  const measured = (value: number | null) => [{ name: "recoveryPoint", value, unit: "s" }];
  const intent = { to: "secondary", mode: "unplanned", acceptedLossSeconds: 10 } as const;
  const verdicts = (value: number | null, scheduleMinutes: number | undefined = 10) =>
    judgeObjectives({ intent, measured: measured(value) }, { ...OBJECTIVES, scheduleMinutes }).map(
      ({ verdict }) => verdict,
    );

  it.each([
    { value: 1200, expected: ["met", "met"] },
    { value: 1201, expected: ["missed", "met"] },
    { value: 1801, expected: ["missed", "missed"] },
    { value: null, expected: ["unknown", "unknown"] },
  ])("are twice the schedule and the configured one: $value s", ({ value, expected }) => {
    expect(verdicts(value)).toEqual(expected);
  });

  it("can't be told from a cron expression", () => {
    const cron = { recoveryPointObjectiveMinutes: 30, scheduleMinutes: undefined };
    const results = judgeObjectives({ intent, measured: measured(5) }, cron);
    expect(results.map(({ verdict }) => verdict)).toEqual(["unknown", "met"]);
  });

  it("are none lost where it was planned", () => {
    const planned = { intent: { ...intent, mode: "planned" as const }, measured: measured(1) };
    expect(judgeObjectives(planned, OBJECTIVES).map(({ verdict }) => verdict)).toEqual(["missed"]);
  });
});

describe("the pages", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "evidence-"));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it.each(["planned", "continued"] as const)("are as they are kept: %s", async (name) => {
    const files = await writeEvidence(path.join(folder, name), name === "planned" ? PLANNED : CONTINUED, OBJECTIVES);
    const kept = (extension: string) => readFile(path.join(__dirname, "golden", `${name}.${extension}.txt`), "utf8");
    expect(await readFile(files.markdown, "utf8")).toBe(await kept("md"));
    expect(await readFile(files.html, "utf8")).toBe(await kept("html"));
  });

  /** Everything in a journal that is text is this one. */
  const withText = (text: string) =>
    journal([
      [
        0,
        3,
        {
          kind: "began",
          intent: { to: "secondary", mode: "unplanned", acceptedLossSeconds: 5 },
          operator: text,
          plan: [text],
        },
      ],
      [0, 3, { kind: "step-began", step: text }],
      [1, 3, { kind: "step-failed", step: text, reason: text }],
      [1, 3, { kind: "step-began", step: text }],
      [
        2,
        3,
        {
          kind: "step-ended",
          step: text,
          outcome: "unreachable",
          commands: [text],
          observed: { reason: text, quarantined: { [`t${text}`]: 1 } },
        },
      ],
      [2, 3, { kind: "measured", name: `m${text}`, value: text, unit: text }],
      [3, 3, { kind: "ended", outcome: "failed", reason: text }],
    ]);
  const hostile = fc.oneof(
    fc.string({ minLength: 1 }),
    fc.constantFrom(
      "<script>alert(1)</script>",
      "a|b",
      "```\n# x",
      "--> <!--",
      "&lt;",
      '"><img src=x>',
      "[x](javascript:y)",
    ),
  );

  it("have the same HTML elements whatever the text, and the text is there", () => {
    const elements = (html: string) => html.match(/<[^>]*>/g);
    const plain = elements(renderHtml(evidenceOf(withText("x"), OBJECTIVES)));
    fc.assert(
      fc.property(hostile, (text) => {
        const html = renderHtml(evidenceOf(withText(text), OBJECTIVES));
        expect(elements(html)).toEqual(plain);
        expect(html).not.toMatch(/<script|<img/);
      }),
    );
  });

  it("have the same Markdown rows whatever the text, and no HTML in them", () => {
    const shape = (markdown: string) =>
      outsideCode(markdown).map(
        (line) =>
          line
            .replace(/\\./gs, "")
            .match(/^#+|\||</g)
            ?.join("") ?? "",
      );
    const plain = shape(renderMarkdown(evidenceOf(withText("x"), OBJECTIVES)));
    fc.assert(
      fc.property(hostile, (text) => {
        expect(shape(renderMarkdown(evidenceOf(withText(text), OBJECTIVES)))).toEqual(plain);
      }),
    );
  });

  it("escape text so that nothing is left that Markdown reads as markup", () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        expect(escapeMarkdown(text).replace(/\\./g, "x")).not.toMatch(/[\\`*_{}[\]<>#|~&$\n]|^[-+=]|^\d+[.)]/);
      }),
    );
  });

  it("fence code with more backticks than it has", () => {
    fc.assert(
      fc.property(fc.stringMatching(/^[`\na]{0,20}$/), (code) => {
        const block = fenced("sql", code);
        const [fence = ""] = block.split("sql");
        expect(code.includes(fence)).toBe(false);
        expect(block.endsWith(`\n${fence}`)).toBe(true);
      }),
    );
  });
});

/** The lines that aren't in a block of code. */
function outsideCode(markdown: string): readonly string[] {
  const lines: string[] = [];
  let fence: string | undefined;
  for (const line of markdown.split("\n")) {
    const [run] = line.match(/^`{3,}/) ?? [];
    if (fence === undefined && run !== undefined) fence = run;
    else if (fence !== undefined && line === fence) fence = undefined;
    else if (fence === undefined) lines.push(line);
  }
  return lines;
}
