import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { stepIds } from "../../rehearsal/report/claims";
import type { Report } from "../../rehearsal/report/schema";
import { SCENARIOS, stepsOf } from "../../rehearsal/scenarios/scenario";
import { recordedRunSchema, recordRun } from "../../rehearsal/tour/recorded-run";
import { tourPage } from "../../rehearsal/tour/tour-page";
import { demoConfig } from "../helpers/demo-config";
import { ROOT } from "../helpers/pages";

const page = readFileSync(path.join(ROOT, "docs/tour.md"), "utf8");
const run = recordedRunSchema.parse(JSON.parse(readFileSync(path.join(ROOT, "rehearsal/tour/run.json"), "utf8")));
const ids = run.claims.map(({ id }) => id);

/** Claims of steps that the full rehearsal doesn't run, those that only something gone wrong makes, and names of files. */
const NOT_IN_A_GOOD_RUN = /^chaos\.|\.runs$|\.injected$|^(cdktf\.(out|log)|synth\.log)$/;

describe("docs/tour.md", () => {
  it("is what `npm run docs:tour` writes", () => expect(page).toBe(tourPage(run)));

  it("has the steps of the full rehearsal, in their order", () => {
    const steps = stepsOf({ name: "full" }, demoConfig()).map(({ id, title }) => ({ id, title }));
    expect(run.steps.map(({ id, title }) => ({ id, title }))).toEqual(steps);
  });

  it("has a word on every step that there is, and on no other", () => {
    for (const id of stepIds.filter((step) => !run.steps.some((own) => own.id === step))) {
      expect(page).toContain(`\`${id}\`: `);
    }
    expect(Object.keys(SCENARIOS).filter((name) => name !== "full" && !page.includes(`--scenario ${name}`))).toEqual([
      "drills",
    ]);
  });

  it("has every claim that the rehearsal's sources make, and none that they don't", () => {
    const made = claimPatterns();
    expect(made.length).toBeGreaterThan(100);
    const missing = made
      .filter(({ kind, pattern }) => kind !== "possible" && !ids.some((id) => pattern.test(id)))
      .map(({ source }) => source);
    expect(missing).toEqual([]);
    const strange = ids.filter((id) => !made.some(({ kind, pattern }) => kind !== "ending" && pattern.test(id)));
    expect(strange).toEqual([]);
  });

  it("has no place of the machine that it ran on", () => {
    expect(page).not.toMatch(/\/(tmp|root|home|work|Users)\//);
  });
});

describe("a run for the tour", () => {
  const report: Report = {
    ok: true,
    startedAt: "2026-01-01T00:00:00.000Z",
    durationMs: 61_000,
    terraform: { kind: "terraform", version: "1.11.4" },
    providers: { aws: { version: "5.1.0", source: "mirror" }, snowflake: { version: "2.20.0", source: "stand-in" } },
    steps: [{ id: "drift", title: "Drift", durationMs: 8_600, ok: true }],
    claims: [
      {
        id: "drift.shows",
        step: "drift",
        expected: "a\n b",
        observed: "x".repeat(300),
        ok: true,
        evidence: ["secret"],
      },
    ],
  };
  const log = "> rehearse\n▸ Drift\n    changed by hand\n✓ Drift (8.6 s, 1 of 1 claims hold)\n▸ cdktf\n";

  it("keeps a step's lines and claims, shortened, and no evidence", () => {
    const kept = recordRun(report, log);
    expect(kept.steps[0]?.output).toEqual(["▸ Drift", "    changed by hand", "✓ Drift (8.6 s, 1 of 1 claims hold)"]);
    expect(kept.claims).toEqual([
      { id: "drift.shows", step: "drift", expected: "a b", observed: `${"x".repeat(220)}…` },
    ]);
    expect(JSON.stringify(kept)).not.toContain("secret");
  });

  it("is refused when it failed, and when the output is another run's", () => {
    expect(() => recordRun({ ...report, ok: false }, log)).toThrow("a rehearsal that passed");
    expect(() => recordRun(report, log.replace("8.6 s", "9.9 s"))).toThrow("the output isn't the report's");
    expect(() => recordRun(report, "")).toThrow("the output isn't the report's");
  });
});

interface ClaimPattern {
  /** As it is in the source. */
  readonly source: string;
  /** Ids that it can become, or that begin with it. */
  readonly pattern: RegExp;
  /** Whether its beginning is written there, is handed over and not known, or is one of those that are handed over. */
  readonly kind: "beginning" | "ending" | "possible";
}

/** Every id, or beginning of ids, of claims in the rehearsal's sources. */
function claimPatterns(): readonly ClaimPattern[] {
  const folder = path.join(ROOT, "rehearsal");
  const sources = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts") && !/^(tour|chaos|report|terraform|hosts)\//.test(name))
    .map((name) => readFileSync(path.join(folder, name), "utf8"));
  const beginnings = [...stepIds, "converged", "destroyed"].join("|");
  const whole = new RegExp(`["\`]((?:${beginnings})\\.[\\w.\${}()-]+)["\`]`, "g");
  const all = sources.join("\n");
  const found: { readonly id: string; readonly kind: ClaimPattern["kind"] }[] = [...all.matchAll(whole)].map(
    ([, id = ""]) => ({ id, kind: "beginning" }),
  );
  // What is made of a beginning that is handed over, such as harmlessApplyClaims("planned-drill", …).
  const handed = [...all.matchAll(/Claims\(\s*"([\w.-]+)"/g)].map(([, beginning = ""]) => beginning);
  for (const [, id = ""] of all.matchAll(/(?:claimFrom|Claim)\(\s*`(\$\{[^`\n]*)`/g)) {
    found.push({ id, kind: "ending" });
    const rest = /^\$\{prefix\}(.*)$/.exec(id)?.[1];
    if (rest !== undefined)
      found.push(...handed.map((beginning) => ({ id: `${beginning}${rest}`, kind: "possible" as const })));
  }
  return found
    .filter(({ id }) => !NOT_IN_A_GOOD_RUN.test(id))
    .map(({ id, kind }) => {
      const parts = id.split(/\$\{[^}]*\}/).map((part) => part.replaceAll(".", "\\."));
      return { source: id, pattern: new RegExp(`^${parts.join(".+")}($|\\.)`), kind };
    });
}
