import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";

/** The checkout. */
export const ROOT = path.resolve(__dirname, "../..");

/** A fenced or indented block of code. */
export interface CodeBlock {
  /** What is written after the fence; empty without. */
  readonly language: string;
  readonly text: string;
  /** The line before it that isn't empty. */
  readonly before: string;
}

/** A page of the documentation, taken apart. */
export interface Page {
  /** From the checkout's folder. */
  readonly file: string;
  readonly blocks: readonly CodeBlock[];
  /** Texts in backticks. */
  readonly spans: readonly string[];
  /** Where links lead to. */
  readonly links: readonly string[];
  /** What links can lead to in it, as GitHub makes them of headings. */
  readonly anchors: ReadonlySet<string>;
}

/** Every page that is written for people. */
export function allPages(): readonly Page[] {
  const inFolder = (folder: string): readonly string[] =>
    existsSync(path.join(ROOT, folder))
      ? readdirSync(path.join(ROOT, folder), { recursive: true, encoding: "utf8" })
          .filter((name) => name.endsWith(".md") && !name.includes("node_modules"))
          .map((name) => path.join(folder, name))
      : [];
  const packages = readdirSync(path.join(ROOT, "packages"));
  return [
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "bench/README.md",
    "rehearsal/README.md",
    "rehearsal/local-aws/README.md",
    ...packages.flatMap((name) => [`packages/${name}/README.md`, ...inFolder(`packages/${name}/docs`)]),
    ...inFolder("docs"),
  ].map((file) => readPage(file));
}

/** Reads a page. @param file from the checkout's folder */
export function readPage(file: string): Page {
  return parsePage(file, readFileSync(path.join(ROOT, file), "utf8"));
}

/** Takes a page apart. */
export function parsePage(file: string, text: string): Page {
  const blocks: CodeBlock[] = [];
  const prose: string[] = [];
  let fence: { readonly mark: string; readonly language: string; readonly lines: string[] } | undefined;
  let before = "";
  for (const line of text.split("\n")) {
    const [, mark, language = ""] = /^\s*(```+|~~~+)\s*([\w-]*)/.exec(line) ?? [];
    if (fence !== undefined) {
      if (mark === fence.mark && language === "") {
        blocks.push({ language: fence.language, text: fence.lines.join("\n"), before });
        fence = undefined;
      } else fence.lines.push(line);
    } else if (mark !== undefined) fence = { mark, language, lines: [] };
    else if (/^ {4}\S/.test(line) && (before === "" || !/^\s*([-*]|\d+\.) /.test(before))) {
      blocks.push({ language: "", text: line.trim(), before });
    } else {
      prose.push(line);
      if (line.trim() !== "") before = line;
    }
  }
  const words = prose.join("\n");
  const plain = words.replace(/(`+)[\s\S]*?\1/g, "");
  return {
    file,
    blocks,
    spans: [...words.matchAll(/(?<!`)`([^`\n]+(?:\n[^`\n]+)?)`(?!`)/g)].map(([, span = ""]) =>
      span.replace(/\s*\n\s*/, " "),
    ),
    links: [...plain.matchAll(/\]\(<?([^)\s>]+)>?(?:\s+"[^"]*")?\)/g)].map(([, to = ""]) => to),
    anchors: anchorsOf(prose),
  };
}

function anchorsOf(lines: readonly string[]): ReadonlySet<string> {
  const anchors = new Set<string>();
  for (const line of lines) {
    const [, heading] = /^#{1,6}\s+(.*?)\s*#*$/.exec(line) ?? [];
    if (heading === undefined) continue;
    const slug = anchorOf(heading);
    // As GitHub does: the second of the same gets a number.
    for (let number = 0; ; number += 1) {
      const own = number === 0 ? slug : `${slug}-${number}`;
      if (!anchors.has(own)) {
        anchors.add(own);
        break;
      }
    }
  }
  return anchors;
}

/** What GitHub makes of a heading. */
export function anchorOf(heading: string): string {
  return heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .replace(/[`*]/g, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .replace(/\s/g, "-");
}
