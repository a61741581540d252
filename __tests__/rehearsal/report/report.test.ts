import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import fc from "fast-check";
import { escapeHtml } from "../../../operator/escape-html";
import { type Claim, claimFrom, isSuccess, type StepRecord, totalsOf } from "../../../rehearsal/report/claims";
import { renderHtml } from "../../../rehearsal/report/html";
import { type Report, reportSchema } from "../../../rehearsal/report/schema";
import { writeReport } from "../../../rehearsal/report/write";
import { useTemporaryFolder } from "../temporary-folder";

const folder = useTemporaryFolder();
const files = () => ({
  reportJson: path.join(folder(), "report.json"),
  reportHtml: path.join(folder(), "report.html"),
});
const claim = (over: Partial<Claim> = {}): Claim => ({
  id: "converged.lake",
  step: "converge",
  expected: "terraform apply succeeds",
  observed: "Apply complete!",
  ok: true,
  evidence: [],
  ...over,
});
const step = (over: Partial<StepRecord> = {}): StepRecord => ({
  id: "converge",
  title: "Converge",
  durationMs: 1,
  ok: true,
  ...over,
});
const report = (over: Partial<Report> = {}): Report => ({
  ok: true,
  startedAt: "2026-01-02T03:04:05.000Z",
  durationMs: 61_000,
  terraform: { kind: "opentofu", version: "1.10.6" },
  providers: { aws: { version: "5.100.0", source: "mirror" }, snowflake: { version: "2.20.0", source: "stand-in" } },
  steps: [step()],
  claims: [{ ...claim(), evidence: [] }],
  ...over,
});

describe("claims", () => {
  it("are a success only if there are some and every claim and step holds", () => {
    expect(isSuccess([step()], [claim()])).toBe(true);
    expect(isSuccess([step()], [])).toBe(false);
    expect(isSuccess([step()], [claim(), claim({ ok: false })])).toBe(false);
    expect(isSuccess([step({ ok: false })], [claim()])).toBe(false);
  });

  it("are counted", () => {
    expect(totalsOf([claim(), claim({ ok: false }), claim()])).toEqual({ held: 2, failed: 1 });
  });

  it("fail when the check itself throws, since it can't tell", async () => {
    const made = await claimFrom("a.b", "something", () => Promise.reject(new Error("no answer\nsecond line")));
    expect(made).toEqual({
      id: "a.b",
      expected: "something",
      observed: "could not be checked: no answer",
      ok: false,
      evidence: ["no answer\nsecond line"],
    });
  });
});

describe("the report", () => {
  it("is written as its schema says, and nothing half-written stays", async () => {
    await writeReport(files(), report(), []);
    expect(reportSchema.parse(JSON.parse(await readFile(files().reportJson, "utf8")))).toEqual(report());
    expect((await readdir(folder())).sort()).toEqual(["report.html", "report.json"]);
  });

  it("has exactly the fields that were agreed", () => {
    expect(Object.keys(reportSchema.shape)).toEqual([
      "ok",
      "startedAt",
      "durationMs",
      "terraform",
      "providers",
      "steps",
      "claims",
    ]);
    expect(() => reportSchema.parse({ ...report(), extra: 1 })).toThrow();
    expect(() =>
      reportSchema.parse({
        ...report(),
        providers: { ...report().providers, aws: { version: "5", source: "stand-in" } },
      }),
    ).toThrow();
  });

  it("holds no secret even if one got into the evidence, whole or in part", async () => {
    const key = "-----BEGIN PRIVATE KEY-----\nMIIEvQIBADANBgkqhkiG9w0BAQEFAASC\n-----END PRIVATE KEY-----\n";
    const leaking = claim({ evidence: [`key = ${key}`, "line MIIEvQIBADANBgkqhkiG9w0BAQEFAASC"] });
    await writeReport(files(), report({ claims: [{ ...leaking, evidence: [...leaking.evidence] }] }), [key]);
    for (const file of Object.values(files())) {
      expect(await readFile(file, "utf8")).not.toContain("MIIEvQ");
    }
  });
});

describe("the page", () => {
  it("says plainly that the stand-in proves nothing about the real provider, and only then", () => {
    expect(renderHtml(report())).toContain("It does not prove how the real provider");
    const real = report({ providers: { ...report().providers, snowflake: { version: "2.20.0", source: "registry" } } });
    expect(renderHtml(real)).not.toContain("stand-in Snowflake provider");
  });

  it("names the program that applied", () => {
    expect(renderHtml(report())).toContain("<th>Applied by</th><td>OpenTofu 1.10.6</td>");
  });

  it("links to nothing elsewhere", () => {
    expect(renderHtml(report())).not.toMatch(/<(link|script|img|iframe)|https?:|url\(|@import/);
  });

  it("shows each claim under its step, failed ones opened", () => {
    const html = renderHtml(
      report({ ok: false, claims: [{ ...claim({ ok: false, observed: "it failed" }), evidence: ["log"] }] }),
    );
    expect(html).toMatch(/<details open>[\s\S]*converged\.lake[\s\S]*it failed[\s\S]*<pre>log<\/pre>/);
    expect(html).toContain("Failed: 0 claims hold, 1 failed");
  });

  it("lets no value become markup", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("<", ">", "&", '"', "'", "a", "/") }), (text) => {
        const escaped = escapeHtml(text);
        expect(escaped).not.toMatch(/[<>"']/);
        expect(unescapeHtml(escaped)).toBe(text);
      }),
    );
    const evil = "<script>alert(1)</script>";
    const html = renderHtml(
      report({
        steps: [step({ title: evil })],
        claims: [{ ...claim({ id: evil, observed: evil, expected: evil }), evidence: [evil] }],
      }),
    );
    expect(html).not.toContain("<script");
  });
});

function unescapeHtml(text: string): string {
  return text.replace(
    /&(amp|lt|gt|quot|#39);/g,
    (_, name: "amp" | "lt" | "gt" | "quot" | "#39") => ({ amp: "&", lt: "<", gt: ">", quot: '"', "#39": "'" })[name],
  );
}
