import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { commands } from "../../operator/commands";
import { MESSAGES } from "../../operator/failover/messages";
import { STEP_NAMES } from "../../operator/failover/plan";

const root = path.resolve(__dirname, "..", "..");
const folder = path.join(root, "docs", "runbooks");
const pages = readdirSync(folder).filter((name) => name.endsWith(".md"));
const textOf = (page: string) => readFileSync(path.join(folder, page), "utf8");

/** Every `npm run twinberg -- …`, in blocks and in sentences. */
function commandLines(text: string): readonly (readonly string[])[] {
  return [...text.matchAll(/npm run twinberg -- ([^\n`(]+)/g)].map(([, typed = ""]) => typed.trim().split(/\s+/));
}

describe.each(pages)("docs/runbooks/%s", (page) => {
  const text = textOf(page);

  it("types only commands and options that there are", () => {
    for (const [name, ...words] of commandLines(text)) {
      const command = commands.find((one) => one.name === name);
      expect([name, command?.name]).toEqual([name, name]);
      const known = new Set(command?.options.map((option) => option.name));
      const options = words.filter((word) => word.startsWith("--"));
      expect(options.filter((option) => !known.has(option) && option !== "--help")).toEqual([]);
    }
  });

  it("names only messages that there are", () => {
    const codes = new Set(Object.values(MESSAGES).map(({ code }) => code));
    const named = [...text.matchAll(/\bF[1-9]\d\d\b/g)].map(([code]) => code);
    expect(named.filter((code) => !codes.has(code))).toEqual([]);
  });

  it("pauses only before steps that there are", () => {
    const steps = [...text.matchAll(/--pause-before ([a-z-]+)/g)].map(([, step = ""]) => step);
    const known: readonly string[] = STEP_NAMES;
    expect(steps.filter((step) => !known.includes(step))).toEqual([]);
  });

  it("leads to pages that there are", () => {
    const links = [...text.matchAll(/\]\(([^)#]+\.md)[^)]*\)/g)].map(([, to = ""]) => to);
    const missing = links.filter((to) => {
      const target = path.resolve(folder, to);
      return !readdirSync(path.dirname(target)).includes(path.basename(target));
    });
    expect(missing).toEqual([]);
  });
});

it("there is a runbook for each case", () => {
  expect(pages.sort()).toEqual([
    "README.md",
    "failback.md",
    "partial-failures.md",
    "planned-drill.md",
    "unplanned-loss.md",
  ]);
});
