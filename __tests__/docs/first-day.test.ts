import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import type { CommandDefinition } from "../../operator/command";
import { commands } from "../../operator/commands";
import { isCutAs, readPage, renderPage } from "../../rehearsal/first-day/page";
import { stepsOf } from "../../rehearsal/first-day/part";
import { WALK } from "../../rehearsal/first-day/walk";
import { stackNames } from "../../rehearsal/terraform/outputs";

const root = path.resolve(__dirname, "..", "..");
const page = readFileSync(path.join(root, "docs", "first-day.md"), "utf8");
const steps = stepsOf(WALK);

/** Lines as a shell takes them. */
const typed = steps
  .flatMap((step) => (step.kind === "end" ? [] : [step.line.replaceAll("\\\n", " ")]))
  .flatMap((line) => line.split("\n"))
  .map((line) => line.trim().split(/\s+/));

describe("docs/first-day.md", () => {
  it("is what the recorder writes: its words, its steps, and between them what was recorded", () => {
    expect(renderPage(WALK, readPage(steps, page))).toBe(page);
  });

  it("shows of each output as much as it is meant to", () => {
    const recordings = readPage(steps, page);
    expect(steps.filter((step, index) => !isCutAs(step, recordings[index]?.output ?? ""))).toEqual([]);
  });

  it("types only commands and options that there are", () => {
    const lines = typed.filter(([first, second]) => first === "npx" && second === "twinberg");
    expect(lines.length).toBeGreaterThan(5);
    for (const [, , ...given] of lines) {
      let at: CommandDefinition | undefined;
      for (const word of given) {
        const below: readonly CommandDefinition[] = at === undefined ? commands : (at.commands ?? []);
        const next = below.find(({ name }) => name === word);
        if (next === undefined) break;
        at = next;
      }
      expect(at?.name).toBeDefined();
      const known = new Set(at?.options.map(({ name }) => name));
      expect(given.filter((word) => word.startsWith("--") && !known.has(word))).toEqual([]);
    }
  });

  it("types only scripts that package.json has", () => {
    const { scripts } = JSON.parse(readFileSync(path.join(root, "package.json"), "utf8"));
    const names = typed.filter(([first, second]) => first === "npm" && second === "run").map(([, , name]) => name);
    expect(names.length).toBeGreaterThan(0);
    expect(names.filter((name) => name === undefined || !(name in scripts))).toEqual([]);
    expect(Object.keys(scripts)).toContain("docs:first-day");
  });

  it("deploys every stack, each once", () => {
    const all = Object.values(stackNames).flatMap((name) => (typeof name === "string" ? [name] : Object.values(name)));
    const deployed = typed
      .filter(([, program, verb]) => program === "cdktf" && verb === "deploy")
      .map((words) => words[3]);
    expect([...deployed].sort()).toEqual([...all].sort());
  });

  it("names no machine, port, host or time", () => {
    const mentions = [
      /127\.0\.0\.1:\d/,
      /\/(work|tmp|root|home|Users|opt|var|usr)\//,
      /registry\.[a-z]/,
      /https?:\/\/(?!127\.0\.0\.1:[A-Z]|[a-z]+\.example)/,
      /\b\d{2}:\d{2}:\d{2}\b/,
      /-----BEGIN/,
      /MIIB/,
    ];
    expect(mentions.flatMap((mention) => page.match(new RegExp(mention, "g")) ?? [])).toEqual([]);
  });

  it("leads to pages that there are", () => {
    const links = [...page.matchAll(/\]\(([^)#]+)[^)]*\)/g)].map(([, to = ""]) => to);
    expect(links.filter((to) => !existsSync(path.resolve(root, "docs", to)))).toEqual([]);
  });

  it("has every step once", () => {
    expect(new Set(steps.map(({ id }) => id)).size).toBe(steps.length);
  });
});
