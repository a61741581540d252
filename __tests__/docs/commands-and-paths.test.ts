import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import type { CommandDefinition } from "../../operator/command";
import { commands } from "../../operator/commands";
import { allPages, type Page, ROOT } from "../helpers/pages";

const pages = allPages();
const rehearsalOptions = readFileSync(path.join(ROOT, "rehearsal/cli.ts"), "utf8");

/** What can be typed: each line of code, and each text in backticks. */
function typedLines(page: Page): readonly string[] {
  const blocks = page.blocks.filter(({ language }) =>
    ["", "sh", "shell", "bash", "console", "text"].includes(language),
  );
  return [...blocks.flatMap(({ text }) => text.split("\n")), ...page.spans].map((line) => line.trim());
}

/** Each `npm run x …`, with what follows `--`. */
function npmRuns(page: Page): readonly { readonly script: string; readonly rest: string }[] {
  return typedLines(page).flatMap((line) =>
    [...line.matchAll(/npm run (?:--silent )?([\w:-]+)(?: -- ([^|;&`]*))?/g)].map(([, script = "", rest = ""]) => ({
      script,
      rest,
    })),
  );
}

/** The words after each `twinberg`, by npm or by itself. */
function twinbergCalls(page: Page): readonly (readonly string[])[] {
  const byNpm = npmRuns(page)
    .filter(({ script }) => script === "twinberg")
    .map(({ rest }) => rest);
  const alone = typedLines(page).flatMap((line) => /^(?:\$ )?(?:npx )?twinberg ([^|;&`#]*)/.exec(line)?.[1] ?? []);
  return [...byNpm, ...alone].map((words) => words.trim().split(/\s+/)).filter(([first = ""]) => /^[a-z]/.test(first));
}

/** What isn't there of a call: a command, or an option of it. */
function unknownIn(words: readonly string[]): readonly string[] {
  const first = commands.find(({ name }) => name === words[0]);
  if (first === undefined) return [words.join(" ")];
  let command: CommandDefinition = first;
  let rest = words.slice(1);
  for (;;) {
    const below: CommandDefinition | undefined = command.commands?.find(({ name }) => name === rest[0]);
    if (below === undefined) break;
    command = below;
    rest = rest.slice(1);
  }
  const known = new Set(["--help", "-h", ...command.options.map(({ name }) => name)]);
  return rest
    .filter((word) => /^--?[a-z]/.test(word))
    .map((word) => word.replace(/[=,.)\]].*$/, ""))
    .filter((option) => !known.has(option))
    .map((option) => `${words[0]} … ${option}`);
}

const { scripts }: { readonly scripts: Readonly<Record<string, string>> } = JSON.parse(
  readFileSync(path.join(ROOT, "package.json"), "utf8"),
);

describe.each(pages.map((page) => [page.file, page] as const))("%s", (file, page) => {
  const ownPackage = /^packages\/[^/]+/.exec(file)?.[0];
  const own: { readonly scripts?: Readonly<Record<string, string>> } =
    ownPackage === undefined ? {} : JSON.parse(readFileSync(path.join(ROOT, ownPackage, "package.json"), "utf8"));

  it("runs only scripts that there are", () => {
    const known = { ...scripts, ...own.scripts };
    expect(npmRuns(page).filter(({ script }) => known[script] === undefined)).toEqual([]);
  });

  it("types only commands and options of twinberg that there are", () => {
    expect(twinbergCalls(page).flatMap(unknownIn)).toEqual([]);
  });

  it("types only options of the rehearsal that there are", () => {
    const options = npmRuns(page)
      .filter(({ script }) => script === "rehearse" || script === "local")
      .flatMap(({ rest }) => rest.split(/\s+/).filter((word) => word.startsWith("--")));
    expect(options.filter((option) => option !== "--help" && !rehearsalOptions.includes(`"${option}`))).toEqual([]);
  });

  it("names only files of the repository that there are", () => {
    expect(page.spans.filter(isPath).filter((span) => !isThere(span, file))).toEqual([]);
  });
});

/** Files that people make, and that aren't in git. */
const PEOPLES_OWN = /^config\/(mine|production)\./;

/** A text that is meant as a place in the repository: it begins with one of its folders. */
function isPath(span: string): boolean {
  const folders = readdirSync(ROOT, { withFileTypes: true }).filter((entry) => entry.isDirectory());
  const [first = ""] = span.split("/");
  // Written by programs, and not in git.
  const made = ["cdktf.out", ".twinberg", "node_modules"];
  if (PEOPLES_OWN.test(span)) return false;
  return /^[\w.@-]+\/[\w./@-]*$/.test(span) && folders.some(({ name }) => name === first && !made.includes(name));
}

function isThere(span: string, file: string): boolean {
  const parts = path.dirname(file).split("/");
  const folders = ["", ...parts.map((_, index) => parts.slice(0, index + 1).join("/"))];
  return folders.some((folder) => existsSync(path.join(ROOT, folder, span)));
}
